//! How published articles change, and whether readers were told.

#[doc(hidden)] // For the program beside the library.
pub mod cores;
pub mod text;
pub mod diff;
pub mod article;
pub mod notes;
pub mod history;
pub mod capture;
pub mod store;
pub mod render;
pub mod desk;
