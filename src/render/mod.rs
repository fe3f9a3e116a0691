//! Values turned into pages.

mod role;
mod look;
mod visible;
mod page;
mod wrap;
mod paint;

pub use page::{Line, Page, Run};
pub use paint::Paint;
pub use role::Role;
pub use visible::visible;
