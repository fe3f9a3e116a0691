//! Which addresses may be asked: public ones, checked where the connection is made.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::Deserialize;
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// An address that is not public, as an error that passes through the engine.
#[derive(Debug)]
pub(super) struct NotPublic(pub(super) IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is not a public address", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// Which addresses that are not public may be asked all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Stated")]
pub enum Private {
    /// None.
    #[default]
    None,
    /// These alone, whatever leads to them.
    Only(Vec<IpAddr>),
    /// All: whatever leads there is followed.
    All,
}

/// As a file states it: yes, no, or a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stated {
    All(bool),
    Only(Vec<IpAddr>),
}

impl From<Stated> for Private {
    fn from(stated: Stated) -> Self {
        match stated {
            Stated::All(true) => Self::All,
            Stated::All(false) => Self::None,
            Stated::Only(addresses) => Self::Only(addresses),
        }
    }
}

impl Private {
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        match self {
            Self::None => is_public(address),
            Self::Only(named) => named.contains(&address.to_canonical()) || is_public(address),
            Self::All => true,
        }
    }
}

/// Looks hosts up, and gives out only addresses that may be asked.
///
/// The engine connects to what it is given here and looks nothing up again, so that a name cannot mean one address when
/// it is checked and another when it is used.
#[derive(Debug, Default)]
pub(super) struct Guard {
    lookup: DefaultResolver,
    private: Private,
}

impl Guard {
    pub(super) fn new(private: Private) -> Self {
        Self { lookup: DefaultResolver::default(), private }
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.lookup.resolve(uri, config, timeout)?;
        // One private address among public ones is a trap or a mistake: neither is to be connected to.
        match found.iter().map(SocketAddr::ip).find(|address| !self.private.allows(*address)) {
            Some(address) => Err(Error::Other(Box::new(NotPublic(address)))),
            None => Ok(found),
        }
    }
}

/// Tells whether an address belongs to the public internet: not private, loopback, link-local, multicast or reserved.
///
/// An IPv6 address that carries an IPv4 one is judged by that.
///
/// ```
/// use variorum::capture::http::is_public;
/// assert!(is_public("93.184.215.14".parse()?));
/// assert!(!is_public("169.254.169.254".parse()?));
/// assert!(!is_public("::ffff:10.0.0.1".parse()?));
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => carried(address).map_or_else(|| is_public_v6(address), is_public_v4),
    }
}

/// The blocks that IANA lists as not globally reachable, with multicast and what is reserved.
const NOT_PUBLIC_V4: [([u8; 4], u32); 17] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    !NOT_PUBLIC_V4.iter().any(|(block, length)| (bits ^ u32::from(Ipv4Addr::from(*block))) >> (32 - length) == 0)
}

/// Only `2000::/3` is given out; of it, what is kept for protocols and examples is not public.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let given_out = first & 0xe000 == 0x2000;
    let for_protocols = first == 0x2001 && second < 0x0200;
    let for_examples = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    given_out && !for_protocols && !for_examples
}

/// Finds the IPv4 address that an IPv6 one carries: mapped, compatible, translated (`64:ff9b::/96`) or 6to4.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let tail = |at: usize| {
        let ([a, b], [c, d]) = (parts[at].to_be_bytes(), parts[at + 1].to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match parts {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0, 0, 0, 0, 0xffff, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(tail(6)),
        [0x2002, ..] => Some(tail(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_public_internet_is_known() {
        for address in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.0.1",
            "::10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "3fff::1",
            "100::1",
            "fec0::1",
            "::ffff:0:10.0.0.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn private_addresses_may_be_named_one_by_one() {
        let only = Private::Only(vec!["10.1.2.3".parse().unwrap()]);
        let allows = |address: &str| only.allows(address.parse().unwrap());
        assert!(allows("10.1.2.3") && allows("::ffff:10.1.2.3") && allows("1.1.1.1"));
        assert!(!allows("10.1.2.4") && !allows("169.254.169.254"));
    }

    #[test]
    fn what_is_public_stays_public() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "93.184.215.14",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "192.167.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700:4700::1111",
            "2a00:1450:4001:80b::200e",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2002:808:808::1",
            "2001:200::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
