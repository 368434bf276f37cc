//! Rows that say the same of who somebody is, taken together as one identity.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::index::Index;
use crate::model::{Identity, IdentityId};

/// Numbers identities by their content.
#[derive(Clone, Default)]
pub(super) struct Identities {
    index: Index,
}

impl Identities {
    /// The number of an identity among `all`, to which a new one is added. A row that names nobody
    /// is never the same as another one.
    pub fn number(&mut self, identity: Identity, all: &mut Vec<Identity>) -> IdentityId {
        let new = all.len() as u32;
        if identity.name.is_empty() && identity.id_number.is_none() {
            all.push(identity);
            return IdentityId(new);
        }
        let hash = FxBuildHasher.hash_one(&identity);
        let same = |at: u32| all.get(at as usize) == Some(&identity);
        let found = self.index.find_or_insert(hash, new, same);
        if found == new {
            all.push(identity);
        }
        IdentityId(found)
    }
}
