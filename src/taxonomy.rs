//! The kinds of listings, as one table: by field, by place, by year, …
//!
//! A row of [`TAXONOMIES`] is all that the program needs to know of a kind of listing: where its pages stand, what it is
//! called, which values a model has, in which order they are shown. A new kind is a new row here and a name under
//! `kinds` in the theme's two files of strings.

use crate::schema::{ModelFrontMatter, Need, SiteConfig};
use crate::text::Lang;
use crate::vietnamese;

/// One kind of listing.
#[derive(Debug)]
pub struct Taxonomy {
    /// The kind that this row describes.
    pub kind: ListingKind,
    /// The folder of its pages, and the stem of its overview page.
    pub folder: &'static str,
    /// The key of its name in the theme's strings, below `kinds`.
    pub name: &'static str,
    /// Which values a model has.
    pub values: Values,
    /// The order of the values on the overview page.
    pub order: ValueOrder,
    /// Whether each listing has a feed.
    pub has_feed: bool,
    /// How many models a value needs to get a listing. With 0, every entry of the list in `site.yaml` gets one.
    pub min_models: usize,
    /// A listing as a filter in the address of the search page, with `{slug}` for the value. `None` if the search has no
    /// such filter, or if the filter cannot be made of the slug alone, as for places.
    pub search_filter: Option<&'static str>,
}

/// Where the values of a kind come from.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// There is one listing, of all models.
    AllModels,
    /// Entries of a list in `site.yaml`. Ids that are not in the list are left out.
    Entries {
        /// Id and label of the entry at a position, if there is one.
        entry: fn(&SiteConfig, usize) -> Option<(&str, &str)>,
        /// The ids that a model names; an id may occur twice.
        of: fn(&ModelFrontMatter) -> Vec<&str>,
    },
    /// What a model tells that another place needs to know: that it tells enough, and each need by itself.
    Needs {
        /// Id and label of the entry at a position, if there is one.
        entry: fn(&SiteConfig, usize) -> Option<(&str, &str)>,
    },
    /// Years; a year may occur twice.
    Years(fn(&ModelFrontMatter) -> Vec<u16>),
    /// Units of the gazetteer, found in the places of a model.
    Places,
    /// Words that editors are free to choose. Spellings with the same key are one value.
    Words {
        /// The words of a model, as written.
        of: fn(&ModelFrontMatter) -> Vec<&str>,
        /// The key of a word.
        key: fn(&str) -> String,
        /// Which spelling becomes the label.
        label: LabelChoice,
    },
}

/// Id and label of the entry at a position of a list, if there is one.
pub(crate) type EntryAt = fn(&SiteConfig, usize) -> Option<(&str, &str)>;

impl Values {
    /// The list that the values come from, if it does not depend on the models.
    pub(crate) fn entry(&self) -> Option<EntryAt> {
        match *self {
            Self::Entries { entry, .. } | Self::Needs { entry } => Some(entry),
            _ => None,
        }
    }
}

/// Which of several spellings of a word becomes the label of its listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelChoice {
    /// That of the latest model.
    Latest,
    /// The one that most models have; of equally common ones that of the latest model.
    Commonest,
}

/// The order in which the values of a kind are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueOrder {
    /// As in `site.yaml`.
    Listed,
    /// By slug, the last one first.
    Descending,
    /// By label, in Vietnamese order.
    Vietnamese,
    /// As places: provinces alone where there is little room, else all of them by their first letter.
    Places,
}

macro_rules! taxonomies {
    ($($(#[$doc:meta])* $kind:ident { $($field:ident: $value:expr,)* })*) => {
        /// What a listing lists models by: a row of [`TAXONOMIES`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ListingKind { $($(#[$doc])* $kind,)* }

        /// Every kind of listing, in the order in which people look for them.
        pub(crate) static TAXONOMIES: &[Taxonomy] = &[$(Taxonomy { kind: ListingKind::$kind, $($field: $value,)* },)*];
    };
}

taxonomies! {
    /// All models, in one list.
    All {
        folder: "mo-hinh",
        name: "all",
        values: Values::AllModels,
        order: ValueOrder::Listed,
        has_feed: true,
        min_models: 0,
        search_filter: None,
    }

    /// Field.
    Field {
        folder: "linh-vuc",
        name: "field",
        values: Values::Entries {
            entry: |site, number| site.fields.get(number).map(|field| (&*field.id, &*field.label)),
            of: |model| std::iter::once(&model.field).chain(&model.fields_also).map(|id| &**id).collect(),
        },
        order: ValueOrder::Listed,
        has_feed: true,
        min_models: 1,
        search_filter: Some("field={slug}"),
    }

    /// Place: present province, present commune, former district.
    Place {
        folder: "dia-phuong",
        name: "place",
        values: Values::Places,
        order: ValueOrder::Places,
        has_feed: true,
        min_models: 1,
        search_filter: None,
    }

    /// Year of an award.
    Year {
        folder: "nam",
        name: "year",
        values: Values::Years(|model| model.awards.iter().map(|award| award.year).collect()),
        order: ValueOrder::Descending,
        has_feed: false,
        min_models: 1,
        search_filter: Some("year={slug}-{slug}"),
    }

    /// Level of an award.
    Level {
        folder: "cap",
        name: "level",
        values: Values::Entries {
            entry: |site, number| site.levels.get(number).map(|level| (&*level.id, &*level.label)),
            of: |model| model.awards.iter().filter_map(|award| award.level.as_deref()).collect(),
        },
        order: ValueOrder::Listed,
        has_feed: false,
        min_models: 1,
        search_filter: Some("level={slug}"),
    }

    /// Kind of unit.
    UnitType {
        folder: "don-vi",
        name: "unit_type",
        values: Values::Entries {
            entry: |site, number| site.unit_types.get(number).map(|unit| (&*unit.id, &*unit.label)),
            of: |model| model.unit_type.as_deref().into_iter().collect(),
        },
        order: ValueOrder::Listed,
        has_feed: false,
        min_models: 1,
        search_filter: Some("unit={slug}"),
    }

    /// What it tells of what another place needs to know.
    Needs {
        folder: "de-lam-theo",
        name: "needs",
        values: Values::Needs { entry: |site, number| needs_entry(site.lang(), number) },
        order: ValueOrder::Listed,
        has_feed: false,
        min_models: 1,
        search_filter: Some("needs={slug}"),
    }

    /// Whether a source calls it a “Dân vận khéo” model.
    Called {
        folder: "nguon-goi",
        name: "called",
        values: Values::Entries {
            entry: |site, number| called_entry(site.lang(), number),
            of: |model| model.called_dan_van_kheo.map(called_id).into_iter().collect(),
        },
        order: ValueOrder::Listed,
        has_feed: false,
        min_models: 1,
        search_filter: Some("called={slug}"),
    }

    /// Organisation that runs the model.
    Organisation {
        folder: "to-chuc",
        name: "organisation",
        values: Values::Words {
            of: |model| model.organisation.as_deref().into_iter().collect(),
            key: spelling_key,
            label: LabelChoice::Commonest,
        },
        order: ValueOrder::Vietnamese,
        has_feed: true,
        min_models: 2,
        search_filter: None,
    }

    /// Campaign.
    Campaign {
        folder: "phong-trao",
        name: "campaign",
        values: Values::Entries {
            entry: |site, number| site.campaigns.get(number).map(|campaign| (&*campaign.id, &*campaign.label)),
            of: |model| model.campaigns.iter().map(|id| &**id).collect(),
        },
        order: ValueOrder::Listed,
        has_feed: false,
        min_models: 0,
        search_filter: None,
    }

    /// Tag.
    Tag {
        folder: "the",
        name: "tag",
        values: Values::Words {
            of: |model| model.tags.iter().map(String::as_str).collect(),
            key: spelling_key,
            label: LabelChoice::Latest,
        },
        order: ValueOrder::Vietnamese,
        has_feed: false,
        min_models: 1,
        search_filter: None,
    }
}

/// Id of the listing of models that tell everything that another place needs to know.
pub(crate) const ENOUGH: &str = "du";

/// The entries of [`ListingKind::Needs`]: [`ENOUGH`], then [`Need::ALL`].
fn needs_entry(lang: Lang, number: usize) -> Option<(&'static str, &'static str)> {
    let label = |vi, en| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let Some(number) = number.checked_sub(1) else {
        return Some((ENOUGH, label("Đủ để làm theo", "Tells enough to copy it")));
    };
    let need = *Need::ALL.get(number)?;
    let label = match need {
        Need::Steps => label("Có nêu cách làm", "Tells the steps"),
        Need::Resources => label("Có nêu nguồn lực", "Tells the resources"),
        Need::Conditions => label("Có nêu điều kiện áp dụng", "Tells the conditions"),
        Need::Contact => label("Có đầu mối liên hệ", "Names a contact point"),
    };
    Some((need.id(), label))
}

/// Id of the listing of models that a source calls “Dân vận khéo”, or of practices of the same kind.
pub(crate) fn called_id(called: bool) -> &'static str {
    if called { "dan-van-kheo" } else { "cung-loai" }
}

fn called_entry(lang: Lang, number: usize) -> Option<(&'static str, &'static str)> {
    let label = match (number, lang) {
        (0, Lang::Vi) => "Nguồn gọi là mô hình “Dân vận khéo”",
        (0, Lang::En) => "Called a “Dân vận khéo” model by a source",
        (1, Lang::Vi) => "Cách làm cùng loại, nguồn không gọi là “Dân vận khéo”",
        (1, Lang::En) => "Practice of the same kind, not called so",
        _ => return None,
    };
    Some((called_id(number == 0), label))
}

impl ListingKind {
    /// Its row of the table.
    pub fn taxonomy(self) -> &'static Taxonomy {
        // The macro declares kinds and rows in the same order.
        &TAXONOMIES[self as usize]
    }

    /// Every kind that has an overview page, in the order in which people look for them.
    pub fn overviews() -> impl Iterator<Item = Self> {
        let kinds = TAXONOMIES.iter().filter(|taxonomy| !matches!(taxonomy.values, Values::AllModels));
        kinds.map(|taxonomy| taxonomy.kind)
    }

    /// The folder of its pages; also the stem of its overview page.
    pub fn folder(self) -> &'static str {
        self.taxonomy().folder
    }

    /// The page of all values: `linh-vuc.html`.
    pub fn overview(self) -> String {
        format!("{}.html", self.folder())
    }
}

/// Equal for spellings of one name that differ only in case, Unicode form, tone placement, blanks and kind of dash. Marks
/// count: `Hòa` and `Hoa` are different names.
fn spelling_key(name: &str) -> String {
    let with_hyphens = vietnamese::normalize(name).replace(['‐', '‑', '‒', '–', '—', '−'], "-");
    let parts = with_hyphens.split('-').map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_finds_its_own_row() {
        for taxonomy in TAXONOMIES {
            assert_eq!(taxonomy.kind.taxonomy().kind, taxonomy.kind);
        }
        let folders: BTreeSet<&str> = TAXONOMIES.iter().map(|taxonomy| taxonomy.folder).collect();
        assert_eq!(folders.len(), TAXONOMIES.len());
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let name = "Hội Liên hiệp Phụ nữ xã Hoà Thắng – Chi hội 2";
        for same in [
            "hội liên hiệp phụ nữ XÃ HOÀ THẮNG – chi hội 2",
            "Hội Liên hiệp Phụ nữ xã Hòa Thắng - Chi hội 2",
            "Hội Liên hiệp  Phụ nữ xã Hoà Thắng—Chi hội\u{a0}2 ",
            "Ho\u{302}\u{323}i Liên hiệp Phụ nữ xã Hoà Thắng – Chi hội 2",
        ] {
            assert_eq!(spelling_key(same), spelling_key(name), "{same}");
        }
        for other in ["Hội Liên hiệp Phụ nữ xã Hoa Thắng – Chi hội 2", "Hội LHPN xã Hoà Thắng – Chi hội 2"]
        {
            assert_ne!(spelling_key(other), spelling_key(name), "{other}");
        }
    }
}
