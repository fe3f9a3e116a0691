//! A stretch of a web archive file that is packed by itself: a member of gzip, or a frame of zstd.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::{Dictionary, FrameDecoder, StreamingDecoder};

use super::counted::Counted;

/// How a member of gzip begins.
const GZIP: [u8; 2] = *b"\x1f\x8b";

/// How a frame of zstd begins.
const ZSTD: [u8; 4] = *b"\x28\xb5\x2f\xfd";

/// How a frame begins that a reader of zstd skips, but for its first four bits: RFC 8878, 3.1.2.
const SKIPPED: [u8; 3] = *b"\x2a\x4d\x18";

/// The frame among those that holds the dictionary of a web archive, when it is the first of the file: the IIPC's
/// "Zstandard Compression for WARC Files 1.0".
const DICTIONARY: u8 = 0x5d;

/// The largest dictionary, in bytes; the tools make those of 110 kB.
const LARGEST_DICTIONARY: u64 = 8 << 20;

/// The most bytes that a frame may have its reader look back on, which are held in memory: as `zstd` itself by default.
const WINDOW: u64 = 128 << 20;

/// A part that is being read.
#[expect(clippy::large_enum_variant, reason = "it is boxed where it is kept")]
pub(super) enum Part<R: BufRead> {
    Gzip(BufReader<GzDecoder<Counted<R>>>),
    Zstd(BufReader<StreamingDecoder<Counted<R>, FrameDecoder>>),
}

/// Begins one part after another; those of zstd share a dictionary.
#[derive(Default)]
pub(super) struct Parts {
    frames: Option<FrameDecoder>,
}

/// What comes next in a file.
pub(super) enum Next<R: BufRead> {
    /// A part, and where it begins.
    Part(u64, Box<Part<R>>),
    /// Something that is not packed.
    Plain(Counted<R>),
    End,
}

impl Parts {
    /// Begins the next part, behind all frames that are to be skipped.
    pub(super) fn begin<R: BufRead>(&mut self, mut file: Counted<R>) -> io::Result<Next<R>> {
        self.skip(&mut file)?;
        let start = file.place();
        let next = file.peek(4)?;
        if next.is_empty() {
            Ok(Next::End)
        } else if next.starts_with(&GZIP) {
            Ok(Next::Part(start, Box::new(Part::Gzip(BufReader::new(GzDecoder::new(file))))))
        } else if next == ZSTD {
            let frames = self.frames.take().unwrap_or_else(frames);
            let frame = StreamingDecoder::new_with_decoder(file, frames).map_err(damaged)?;
            Ok(Next::Part(start, Box::new(Part::Zstd(BufReader::new(frame)))))
        } else {
            Ok(Next::Plain(file))
        }
    }

    /// Ends a part, and returns the file behind it.
    pub(super) fn end<R: BufRead>(&mut self, part: Part<R>) -> io::Result<Counted<R>> {
        match part {
            Part::Gzip(member) => Ok(member.into_inner().into_inner()),
            Part::Zstd(frame) => {
                let (file, frames) = frame.into_inner().into_parts();
                let (stated, found) = (frames.get_checksum_from_data(), frames.get_calculated_checksum());
                self.frames = Some(frames);
                let fits = stated.is_none() || stated == found;
                if fits { Ok(file) } else { Err(damaged("its checksum is another")) }
            }
        }
    }

    /// Looks at the start of a file, and returns it with whether it is packed; its dictionary is known from then on.
    pub(super) fn look<R: BufRead>(&mut self, mut file: Counted<R>) -> io::Result<(R, bool)> {
        self.skip(&mut file)?;
        let next = file.peek(4)?;
        let packed = next.starts_with(&GZIP) || next == ZSTD;
        Ok((file.into_inner(), packed))
    }

    /// Skips all frames that are to be skipped.
    fn skip<R: BufRead>(&mut self, file: &mut Counted<R>) -> io::Result<()> {
        while let [first, rest @ ..] = file.peek(4)?
            && *first >> 4 == 5
            && rest == SKIPPED
        {
            self.skip_one(*first, file)?;
        }
        Ok(())
    }

    /// Skips a frame; the first of the file may hold the dictionary of all others.
    fn skip_one<R: BufRead>(&mut self, first: u8, file: &mut Counted<R>) -> io::Result<()> {
        let is_dictionary = file.place() == 0 && first == DICTIONARY;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        let mut content = file.take(length);
        if is_dictionary {
            let mut frames = frames();
            let dictionary = Dictionary::decode_dict(&dictionary(&mut content)?).map_err(damaged)?;
            frames.add_dict(dictionary).map_err(damaged)?;
            self.frames = Some(frames);
        }
        io::copy(&mut content, &mut io::sink())?;
        if content.limit() > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

/// Reads a dictionary, which may be packed itself.
fn dictionary(content: &mut impl Read) -> io::Result<Vec<u8>> {
    let at_most = |from: &mut dyn Read| {
        let mut bytes = Vec::new();
        let read = from.take(LARGEST_DICTIONARY + 1).read_to_end(&mut bytes)?;
        if read as u64 > LARGEST_DICTIONARY { Err(damaged("its dictionary is too large")) } else { Ok(bytes) }
    };
    let bytes = at_most(content)?;
    if !bytes.starts_with(&ZSTD) {
        return Ok(bytes);
    }
    at_most(&mut StreamingDecoder::new(bytes.as_slice()).map_err(damaged)?)
}

fn frames() -> FrameDecoder {
    let mut frames = FrameDecoder::new();
    frames.set_max_window_size(WINDOW);
    frames
}

fn damaged(problem: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("what is packed by zstd cannot be read: {problem}"))
}

impl<R: BufRead> Read for Part<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Gzip(member) => member.read(into),
            Self::Zstd(frame) => frame.read(into),
        }
    }
}

impl<R: BufRead> BufRead for Part<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Gzip(member) => member.fill_buf(),
            Self::Zstd(frame) => frame.fill_buf(),
        }
    }

    fn consume(&mut self, length: usize) {
        match self {
            Self::Gzip(member) => member.consume(length),
            Self::Zstd(frame) => frame.consume(length),
        }
    }
}
