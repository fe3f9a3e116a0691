//! Items of news agencies: their text, their dates, and what their senders say of them.

mod desk;

use desk::Desk;
use variorum::article::Draft;
use variorum::capture::{Format, read};
use variorum::notes::{self, Context, NoteKind};

const NITF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>FERRY</title>
  <docdata management-status="usable">
    <correction info="Corrects the number of people aboard in paragraph 2."/>
    <doc-id regsrc="Harl Wire" id-string="HW-2026-0201-17"/><urgency ed-urg="3"/>
    <date.issue norm="20260201T100000Z"/><date.release norm="20260201T113000Z"/>
    <du-key generation="2" key="HW FERRY"/><ed-msg info="Eds: pictures follow by noon"/>
  </docdata></head>
  <body><body.head>
    <hedline><hl1>Ferry sinks off Harl</hl1><hl2>All aboard were saved</hl2></hedline>
    <byline>By <person>Ada Moreau</person><byttl>Harl Wire</byttl></byline>
    <dateline><location>HARL</location></dateline>
  </body.head><body.content>
    <block><p>The ferry <q>Swan</q> sank at noon, the <org>harbour office</org> said on Sunday.</p>
    <p>Seven people were on board&mdash;all were saved.</p>
    <media media-type="image"><media-caption>The Swan in May.</media-caption></media>
    <p>(This story corrects the number of people on board in paragraph two.)</p></block>
  </body.content><body.end><tagline>Reporting by Ada Moreau</tagline></body.end></body></nitf>"#;

const SECOND: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:harlwire.example:20260201:FERRY" version="3" standard="NewsML-G2" xml:lang="en">
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="ex:hw"/>
    <versionCreated>2026-02-01T11:30:00Z</versionCreated><firstCreated>2026-02-01T10:00:00Z</firstCreated>
    <pubStatus qcode="stat:usable"/><edNote>Corrects the number aboard in paragraph 2; it was nine.</edNote>
    <signal qcode="sig:correction"/></itemMeta>
  <contentMeta><urgency>4</urgency><contentCreated>2026-02-01T09:40:00Z</contentCreated>
    <language tag="en-GB"/><headline>Ferry sinks off Harl</headline><by>By Ada Moreau</by><dateline>HARL -</dateline>
    <description role="drol:summary">All aboard were saved.</description></contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
    <body><p>The ferry sank at noon, the <a href="https://harl.example/port">harbour office</a> said.</p>
    <p>Seven people were on board.</p></body></html></inlineXML></contentSet></newsItem>"#;

const FIRST: &str = r#"<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML><NewsEnvelope><DateAndTime>20260201T113000Z</DateAndTime></NewsEnvelope><NewsItem>
  <Identification><NewsIdentifier><ProviderId>harlwire.example</ProviderId><DateId>20260201</DateId><NewsItemId>FERRY</NewsItemId>
    <RevisionId PreviousRevision="1" Update="N">2</RevisionId></NewsIdentifier></Identification>
  <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260201T100000Z</FirstCreated>
    <ThisRevisionCreated>20260201T113000Z</ThisRevisionCreated><Status FormalName="Usable"/>
    <Instruction FormalName="Update"/></NewsManagement>
  <NewsComponent><NewsLines><HeadLine>Ferry sinks off Harl</HeadLine><SubHeadLine>All were saved</SubHeadLine>
    <ByLine>By Ada Moreau</ByLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
    <ContentItem><DataContent><p>The ferry sank at noon.</p><p>Seven people were on board.</p></DataContent></ContentItem>
  </NewsComponent></NewsItem></NewsML>"#;

fn item(text: &str) -> Draft {
    let reading = read(text.as_bytes(), None).expect("an item");
    assert_eq!(reading.format, Format::Wire);
    reading.draft
}

fn times(draft: &Draft) -> [Option<String>; 2] {
    [draft.published, draft.modified].map(|time| time.map(|time| time.to_utc().format("%m-%dT%H:%M").to_string()))
}

fn both() -> [Option<String>; 2] {
    ["02-01T10:00", "02-01T11:30"].map(|time| Some(time.to_owned()))
}

fn kinds(lines: &[String]) -> Vec<NoteKind> {
    notes::read(lines, &Context::default()).into_iter().map(|(_, note)| note.kind).collect()
}

#[test]
fn an_item_of_nitf_is_read() {
    let draft = item(NITF);
    let fields = &draft.fields;
    assert_eq!(fields.headline, "Ferry sinks off Harl");
    assert_eq!(fields.dek.as_deref(), Some("All aboard were saved"));
    assert_eq!(fields.byline.as_deref(), Some("By Ada Moreau, Harl Wire"));
    assert_eq!(fields.captions, ["The Swan in May."]);
    assert_eq!(
        draft.body.text(),
        "HARL\n\nThe ferry Swan sank at noon, the harbour office said on Sunday.\n\n\
         Seven people were on board—all were saved.\n\nReporting by Ada Moreau"
    );
    assert_eq!((times(&draft), draft.language.as_deref()), (both(), Some("en")));
    assert_eq!(draft.article.as_deref(), Some("harl-wire/hw-ferry"));
}

#[test]
fn what_a_sender_says_of_a_correction_is_a_note_and_what_editors_are_told_is_none() {
    let notes = item(NITF).notes;
    assert!(notes.contains(&"Corrects the number of people aboard in paragraph 2.".to_owned()), "{notes:?}");
    assert!(
        notes.contains(&"(This story corrects the number of people on board in paragraph two.)".to_owned()),
        "{notes:?}"
    );
    let plain = NITF.replace("<correction info=\"Corrects the number of people aboard in paragraph 2.\"/>", "");
    let notes = item(&plain).notes;
    assert_eq!(notes, ["(This story corrects the number of people on board in paragraph two.)"]);
}

#[test]
fn an_item_of_the_second_newsml_is_read() {
    let draft = item(SECOND);
    let fields = &draft.fields;
    assert_eq!(fields.headline, "Ferry sinks off Harl");
    assert_eq!(fields.dek.as_deref(), Some("All aboard were saved."));
    assert_eq!(fields.byline.as_deref(), Some("By Ada Moreau"));
    assert_eq!(fields.links[0].href, "https://harl.example/port");
    assert_eq!(
        draft.body.text(),
        "HARL -\n\nThe ferry sank at noon, the harbour office said.\n\nSeven people were on board."
    );
    assert_eq!(draft.notes, ["Corrects the number aboard in paragraph 2; it was nine."]);
    assert_eq!((times(&draft), draft.language.as_deref()), (both(), Some("en-GB")));
    assert_eq!(draft.article.as_deref(), Some("harlwire.example/20260201-ferry"));
    let message = format!(
        "<newsMessage><itemSet>{}</itemSet></newsMessage>",
        SECOND.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")
    );
    assert_eq!(item(&message), draft);
}

#[test]
fn an_item_of_the_first_newsml_is_read() {
    let draft = item(FIRST);
    let fields = &draft.fields;
    assert_eq!(fields.headline, "Ferry sinks off Harl");
    assert_eq!((fields.dek.as_deref(), fields.byline.as_deref()), (Some("All were saved"), Some("By Ada Moreau")));
    assert_eq!(draft.body.text(), "The ferry sank at noon.\n\nSeven people were on board.");
    assert_eq!((times(&draft), draft.language.as_deref()), (both(), Some("en")));
    assert_eq!(draft.article.as_deref(), Some("harlwire.example/20260201-ferry"));
    assert_eq!(kinds(&draft.notes), [NoteKind::Update]);
}

#[test]
fn a_mark_without_words_is_a_note_in_words_that_say_whose_it_is() {
    let without_note = SECOND.replace("<edNote>Corrects the number aboard in paragraph 2; it was nine.</edNote>", "");
    let told = |text: &str| item(text).notes;
    let notes = told(&without_note);
    assert_eq!(notes, ["Correction: the sender marks this item as a correction."]);
    assert_eq!(kinds(&notes), [NoteKind::Correction]);
    let updated = told(&without_note.replace("sig:correction", "sig:update"));
    assert_eq!(kinds(&updated), [NoteKind::Update], "{updated:?}");
    let killed =
        told(&without_note.replace("<signal qcode=\"sig:correction\"/>", "").replace("stat:usable", "stat:canceled"));
    assert_eq!(killed, ["Retraction: the sender has withdrawn this item."]);
    assert_eq!(kinds(&killed), [NoteKind::Retraction]);
    assert!(told(&without_note.replace("<signal qcode=\"sig:correction\"/>", "")).is_empty());
}

#[test]
fn versions_of_one_item_are_versions_of_one_article() {
    let desk = Desk::new();
    let first =
        SECOND.replace("Seven", "Nine").replace("T11:30", "T10:10").replace("<signal qcode=\"sig:correction\"/>", "");
    desk.write(
        "in/1.xml",
        first.replace("<edNote>Corrects the number aboard in paragraph 2; it was nine.</edNote>", ""),
    );
    desk.write("in/2.xml", SECOND);
    desk.write("in/rss.xml", "<rss version='2.0'><channel><title>A</title></channel></rss>");
    let out = desk.ok("import folder in");
    assert_eq!(
        out,
        "recorded     2 versions of 1 article (new), on show 2026-02-01\npassed over  1 file of another kind\n"
    );
    let check = desk.run(["check"]);
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    assert!(desk.ok("verify --deep").ends_with("2 versions read again from captures: all read as recorded\n"));
    let ran = desk.run(["record", "in/rss.xml", "--format", "wire"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
}

#[test]
fn a_broken_item_is_one_clear_error() {
    let desk = Desk::new();
    desk.write("x.xml", "<nitf><head><title>Ferry</title><body><p>It sank.</p>&<");
    let ran = desk.run(["record", "x.xml", "--article", "a.example/x"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.starts_with("variorum: x.xml is no XML that can be read: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1);
}
