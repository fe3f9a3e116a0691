//! Which note announces which change: what a claim asks for, what a change shows, how well the two fit.

mod amounts;
mod terms;
mod asked;
mod parts;
mod shown;
mod rarity;
mod signal;
mod score;
mod assign;
mod twins;
mod verdict;

pub(super) use amounts::amounts;
pub(super) use asked::Asked;
pub(super) use assign::{Match, Table, Weighing, assign, late};
pub(super) use rarity::Rarity;
pub(super) use shown::{Around, Shown, show};
pub(super) use terms::Codes;
pub(super) use verdict::{Whole, unbacked};
