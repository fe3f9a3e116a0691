//! Values turned into pages.
