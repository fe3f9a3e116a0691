//! The tokenizer is interrupted now and then in a tag of many attributes, since it calls itself anew at each.
//!
//! Without that, a hostile page overflows the stack: `html5gum` goes from the end of a value in quotation marks to the next
//! attribute by a call. An error of the reader takes it back through all of them, and it goes on where it was, as long
//! as the error comes where a value begins: there it has noted its state and holds no byte back.

use std::cell::Cell;

use html5gum::{Readable, Reader, StringReader};
use thiserror::Error;

/// The tokenizer is to be called once more.
#[derive(Debug, Error)]
#[error("the tokenizer is to be called once more")]
pub(super) struct Interruption;

/// A page as the tokenizer reads it, which is interrupted when that is due.
pub(super) struct Interrupted<'p> {
    page: StringReader<'p>,
    is_due: &'p Cell<bool>,
}

impl<'p> Interrupted<'p> {
    /// Reads a page; the next read after `is_due` is set interrupts.
    pub(super) fn new(page: &'p str, is_due: &'p Cell<bool>) -> Self {
        Self { page: page.to_reader(), is_due }
    }

    fn interrupt(&self) -> Result<(), Interruption> {
        if self.is_due.take() { Err(Interruption) } else { Ok(()) }
    }
}

impl Reader for Interrupted<'_> {
    type Error = Interruption;

    fn read_byte(&mut self) -> Result<Option<u8>, Interruption> {
        self.interrupt()?;
        let Ok(byte) = self.page.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Interruption> {
        self.interrupt()?;
        let Ok(is_next) = self.page.try_read_string(text, case_sensitive);
        Ok(is_next)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Interruption> {
        self.interrupt()?;
        let Ok(bytes) = self.page.read_until(needle, buffer);
        Ok(bytes)
    }
}
