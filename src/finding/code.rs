//! The one table of finding codes. Codes are stable: a retired number is never given to another meaning.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// The site is published; somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// As it stands in JSON: `error`, `warning`, `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident;)*) => {
        /// What a finding is about. Grouped by hundreds: 1 files, 2 front matter, 3 places, 4 text and pictures,
        /// 5 the set of models, 6 site and theme, 7 documents of offices.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as people cite it: `LT203`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// How bad findings of this code are.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file or folder could not be read.
    Unreadable = "LT101" Error;
    /// The file is larger than a text or picture may be.
    TooLarge = "LT102" Error;
    /// A symbolic link leads out of the site's folders.
    LinkOutside = "LT103" Error;
    /// Symbolic links form a loop.
    LinkLoop = "LT104" Error;
    /// The text is not UTF-8.
    NotUtf8 = "LT105" Error;
    /// The file is empty.
    EmptyFile = "LT106" Error;
    /// The file does not begin with front matter.
    NoFrontMatter = "LT107" Error;
    /// The front matter has no closing `---`.
    UnclosedFrontMatter = "LT108" Error;
    /// A file in `content/` that no part of the site uses.
    UnknownFile = "LT109" Info;
    /// The file's name cannot become an address.
    BadFileName = "LT110" Error;
    /// An invisible control character in a text.
    ControlCharacter = "LT111" Warning;
    /// Text in an encoding from before Unicode, inside a file in UTF-8.
    LegacyText = "LT112" Error;
    /// A character that nobody sees, or a space that is none.
    InvisibleCharacter = "LT113" Warning;
    /// A foreign letter that looks like a Vietnamese one.
    WrongLetter = "LT114" Warning;
    /// The git clone has no history, so nobody knows when texts were changed.
    ShallowClone = "LT115" Info;

    /// The YAML cannot be read.
    YamlSyntax = "LT201" Error;
    /// A key stands twice.
    DuplicateKey = "LT202" Error;
    /// A key nobody knows.
    UnknownKey = "LT203" Error;
    /// A key and its Vietnamese vi_name both stand in one file.
    TwinKeys = "LT204" Error;
    /// A required key is missing.
    MissingKey = "LT205" Error;
    /// A required key has no value.
    EmptyValue = "LT206" Error;
    /// The value has the wrong shape (a list where one word belongs).
    WrongShape = "LT207" Error;
    /// Not a year, or not one between 1945 and next year.
    BadYear = "LT208" Error;
    /// Not a date.
    BadDate = "LT209" Error;
    /// A value that is not on the site's list.
    UnknownValue = "LT210" Error;
    /// YAML anchors and aliases are not used here.
    YamlAlias = "LT211" Error;
    /// The YAML is nested too deep.
    TooDeep = "LT212" Error;
    /// `award_year` and `awards` together.
    AwardTwice = "LT213" Error;
    /// The award came before the start.
    AwardBeforeStart = "LT214" Error;
    /// A replication before the start, or after next year.
    ReplicationYear = "LT215" Error;
    /// An award of a level that no longer existed that year.
    LevelGone = "LT216" Warning;
    /// Not a usable web address.
    BadUrl = "LT217" Warning;
    /// An old address that cannot be one.
    BadAlias = "LT218" Error;
    /// A number that cannot be read.
    BadNumber = "LT219" Error;
    /// A telephone number or mail address that cannot be one.
    BadContact = "LT220" Warning;
    /// Two entries of one of the site's lists have the same id.
    DuplicateId = "LT221" Error;
    /// A tag, field or campaign that is named twice.
    RepeatedValue = "LT222" Warning;
    /// An award that is none: being named or praised.
    NotAnAward = "LT223" Warning;
    /// Quotation marks of a word processor around a whole value.
    QuotedValue = "LT226" Warning;
    /// Vietnamese text without its marks.
    NoMarks = "LT227" Warning;
    /// A mobile number as the telephone of an office.
    MobileContact = "LT228" Info;

    /// No place of that name.
    UnknownLocality = "LT301" Error;
    /// Several places bear that name.
    AmbiguousLocality = "LT302" Error;
    /// The former unit was divided among several present ones.
    SplitLocality = "LT303" Info;
    /// A row of `localities.tsv` that cannot be read.
    BadLocalityRow = "LT304" Error;
    /// A replication that names its own origin, or an area that contains it.
    ReplicationAtOrigin = "LT305" Error;
    /// Names of places that never stood together.
    MixedLocality = "LT306" Warning;
    /// Of a former commune only the district is known.
    LostLocality = "LT307" Info;
    /// The places of one model lie in several provinces.
    LocalitiesApart = "LT308" Error;
    /// `locality_now` is no present unit, or lies in another province.
    BadLocalityNow = "LT309" Error;
    /// A place is written with other marks than its name has.
    MisspelledLocality = "LT310" Info;
    /// A hamlet of which only the district or province is said, though many have its name.
    HamletAlone = "LT311" Warning;

    /// A link to a page that does not exist.
    BrokenLink = "LT401" Error;
    /// A picture that does not exist.
    MissingPicture = "LT402" Error;
    /// A picture without a description.
    MissingAlt = "LT403" Warning;
    /// Heading levels are skipped.
    HeadingSkipped = "LT404" Warning;
    /// Raw HTML, shown as text.
    RawHtml = "LT405" Warning;
    /// A link with a scheme that is refused.
    UnsafeLink = "LT406" Error;
    /// A telephone number in the text.
    PhoneNumber = "LT407" Warning;
    /// An identity number in the text.
    IdentityNumber = "LT408" Warning;
    /// A private e-mail address in the text.
    PrivateEmail = "LT409" Warning;
    /// A photograph says where it was taken; that is taken out.
    PhotoPlace = "LT410" Info;
    /// A link to a heading that does not exist.
    BrokenAnchor = "LT411" Warning;
    /// A first-level heading in the body; the title is the page's only one.
    SecondTitle = "LT412" Warning;
    /// A picture that cannot be read.
    BadPicture = "LT413" Error;
    /// A reference (`[text][name]`, `[^1]`) without its definition.
    UndefinedReference = "LT414" Warning;
    /// Parts of an SVG drawing are not published.
    DrawingCut = "LT415" Warning;
    /// Markup of another program, which is shown as it stands.
    ForeignMarkup = "LT416" Warning;
    /// A note between `%%` that was meant to stay private.
    PrivateNote = "LT417" Error;
    /// Stars that make nothing bold.
    StarsLeft = "LT418" Warning;
    /// A heading without words.
    EmptyHeading = "LT419" Warning;
    /// Bullets of a word processor, which make no list.
    WordBullets = "LT420" Warning;
    /// A footnote that nothing in the text refers to.
    UnusedFootnote = "LT421" Warning;
    /// A sign that share cards cannot show.
    NotOnCard = "LT422" Warning;
    /// A picture that is published as it is, and is heavier than a page should be.
    HeavyPicture = "LT423" Warning;
    /// A drawing that does not say its size.
    UnsizedDrawing = "LT424" Warning;

    /// Two files would have one address.
    SameSlug = "LT501" Error;
    /// Two models are nearly the same.
    NearDuplicate = "LT502" Warning;
    /// An awarded model that nobody has reviewed for two years.
    NotReviewed = "LT503" Info;
    /// `based_on` names no model.
    UnknownOriginal = "LT504" Error;
    /// Two outputs claim one address.
    AddressTaken = "LT505" Error;
    /// Models that are each based on the other.
    CircularOriginal = "LT506" Error;
    /// `based_on` and `replications` disagree.
    SpreadDisagrees = "LT507" Warning;
    /// How many models tell everything that another place needs, and what the others lack.
    NotEnoughToCopy = "LT508" Info;

    /// A template that cannot be read.
    TemplateSyntax = "LT601" Error;
    /// A template that fails on a page.
    TemplateFails = "LT602" Error;
    /// The theme does not exist.
    UnknownTheme = "LT603" Error;
    /// A string of the theme is missing.
    MissingString = "LT604" Warning;
    /// A menu entry that leads nowhere.
    BrokenMenu = "LT605" Error;
    /// More files, or larger ones, than a host takes.
    HostLimit = "LT606" Warning;
    /// The site's address is one that leads nowhere.
    ExampleAddress = "LT607" Warning;

    /// A list or document of an office that cannot be read.
    UnreadableList = "LT701" Error;
    /// A list without a table of models.
    NoTable = "LT702" Error;
    /// A row of a list that cannot become a model.
    RowRefused = "LT703" Error;
    /// A cell that cannot be understood for certain; the model becomes a draft.
    UncertainCell = "LT704" Warning;
    /// List and file were both changed, in different ways.
    ImportConflict = "LT705" Warning;
    /// A cell that has been emptied, while the file has its value.
    EmptiedCell = "LT706" Info;
    /// A column that nobody knows the meaning of.
    UnusedColumn = "LT707" Info;
    /// A picture of a list or a dossier that is not taken.
    PictureLeft = "LT708" Warning;
    /// A sheet beside a list that has no titles of models.
    SheetLeft = "LT709" Info;
    /// A model that a list had and has no more.
    RowGone = "LT710" Info;
    /// A row of a model that was deleted from the site.
    ModelDeleted = "LT711" Warning;
    /// A model that was imported as a draft and stays one.
    StillDraft = "LT712" Info;
    /// A title of a list in capitals.
    ShoutedTitle = "LT713" Info;
    /// A model that was imported under another title, because another column was taken for that.
    FormerTitle = "LT714" Info;
}

impl Code {
    /// The code that `text` cites, in any case, with or without `LT`.
    pub fn from_id(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let digits = text.strip_prefix("LT").unwrap_or(&text);
        Self::ALL.iter().copied().find(|code| &code.id()[2..] == digits)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn ids_are_unique_and_in_order() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
    }

    #[test]
    fn a_code_is_found_however_it_is_cited() {
        for text in ["LT203", "lt203", "203", " LT203 "] {
            assert_eq!(Code::from_id(text), Some(Code::UnknownKey));
        }
        assert_eq!(Code::from_id("LT999"), None);
    }
}
