"""The words of the interface, all in one place; how dates and statuses are said is in timeline/words.py."""

from __future__ import annotations

TITLE = "Timeline"
SKIP = "Skip to the list of events"
SEARCH_LABEL = "Search events, people, places and sentences"
SEARCH_HINT = "Search events, sentences"

LAYERS = {"core": "Core", "minor": "Minor", "background": "Background", "planned": "Planned"}
FACETS = {"type": "Type", "participant": "Participant", "source": "Source", "place": "Place", "status": "Status"}
LANES = {"family": "family", "type": "type", "participant": "participant", "source": "source", "place": "place"}
DATES = "Date"
FIND_VALUE = "Find a value"
MORE_VALUES = "{} more: type to find them"
NO_VALUES = "No value fits."
CLEAR_FILTERS = "Clear all filters"
COPY_LINK = "Copy link to this view"
COPIED = "Link copied"
DATES_FROM = "From"
DATES_TO = "To"
DATES_HINT = "23 July 2023"
DATES_APPLY = "Show these dates"
BAD_DATE = "“{}” is not a date. Write it like 23 July 2023 or 2023-07-23."
BAD_ORDER = "The last day lies before the first."

LANES_BY = "Lanes by"
TRUE_SCALE = "True scale"
ZOOM_IN, ZOOM_OUT, ZOOM_ALL = "Zoom in", "Zoom out", "All"
OVERVIEW = "Overview"
OVERVIEW_START, OVERVIEW_END = "First day in the chart", "Last day in the chart"

KEY = (
    ("day", "known to the day"),
    ("within", "some time within"),
    ("lasting", "lasted"),
    ("planned", "planned"),
    ("disputed", "sources disagree"),
)
KEY_STRIP = "torn strip: time left out"

LIST = "Events"
LIST_KEYS = "↑ ↓ move, Enter opens"
COLUMNS = {"when": "When", "what": "What", "layer": "Layer", "sources": "Sources", "status": "Status"}
SOURCES_HINT = "independent sources of all articles"
NO_DATE = "No date"

NOTHING_FITS = "No event fits all the filters"
NOTHING_IN_WINDOW = "No event in these dates"
REMOVE = "Remove “{}”"
SHOW_ALL_DATES = "Show all dates"

PANEL = "Event details"
PANEL_BODY = "Details of the selected event"
PREVIOUS, NEXT, CLOSE = "Previous event", "Next event", "Close details"
CHOOSE = "Choose an event in the chart or the list to read what each source says and how its date was worked out."
START_WITH_DISPUTED = "Start with a disputed one: it shows all that this tool does."
GONE = "This event is no longer in the timeline."
DISPUTE = "The dispute"
DIFFERS = "differs from"
SOURCES_SAY = "What the sources say"
WHAT, WHAT_TAIL, WHEN, WHEN_TAIL = "what", " happened", "when", " it happened"
WITHOUT_DATE = "Without a date of its own"
HOW_WORKED_OUT = "How the date was worked out"
OTHER_SENTENCE = "The date stands in another sentence."
RELATED = "Related events"
SAME_PARTICIPANTS = "Same participants"
OPEN_ARTICLE = "open article"

BACK = "← Back to the event"
BACK_TO_CHART = "← Back to the chart"
MARKS_ON = "Marks on"
HIDE_FURNITURE = "Hide page remains"
ARTICLE_GONE = "This article is no longer in the timeline."
FURNITURE = "page remains"
FURNITURE_DATE = "its date makes no event"
RETELLS = "Retells {}: the two count as one source."

EXPORT = "Export"
EXPORT_SHOWN = "what is shown"
EXPORT_ALL = "everything"
EXPORTS = (
    ("events.csv", "CSV, events", "one line per event, safe in spreadsheets"),
    ("evidence.csv", "CSV, evidence", "one line per sentence, with how the date came about"),
    ("timeline.json", "JSON", "complete, can be read back in"),
    ("chronology.md", "Chronology", "Markdown with footnoted sources"),
    ("calendar.ics", "Calendar", "ICS, undated events left out"),
    ("timelinejs.json", "TimelineJS", "JSON for the TimelineJS player"),
    ("timeline.html", "HTML", "one file with chart and table, works offline"),
)

EMPTY_TITLE = "Which articles shall be put in order?"
EMPTY_BODY = "Timeline reads news articles and shows what happened when, who says so, and in which words. "
STAYS_LOCAL = "Everything stays on this machine."
STAYS_SERVER = "Everything stays on this server."
EMPTY_HOW = "Build a timeline on the command line, then load this page again:"
EMPTY_COMMAND = "timeline build my_articles/"
NO_EVENTS = "No event was found in {}."
EMPTY_STORE = "Empty store"

ADD = "Add articles"
ADD_CHOOSE = "Choose files"
ADD_DROP = "or drop them anywhere on this page"
ADD_KINDS = "Text, Markdown, saved web pages (HTML), or tables of articles in JSON, JSONL or CSV. Up to {} MB together."
ADD_PASTE = "Or paste the text of an article"
ADD_PASTE_HINT = "Paste here"
ADD_FIELDS = (("title", "Title", ""), ("source", "Source", ""), ("date", "Published on", "not known"))
ADD_DATE_NOTE = "Leave the date empty if you don’t know it: it will be worked out where possible."
ADD_TEXT = "Add text"
ADD_SHOW = "Show the timeline"
ADD_PASTED = "Pasted text"
ADD_READING = "Reading {} of {}."
ADD_FINDING = "Finding dates and events in {}."
ADD_MERGING = "Putting the events in order."
ADD_DONE = "{}, {}, {} disputed."
ADD_UNREAD = ("1 file was not read.", "{} files were not read.")
ADD_AGAIN = "Already here: same text as {}. Not added again."
ADD_UNDATED = "No date in the file. Relative dates in it stay open until you set its publication date."
ADD_MORE = "and {} more"
ADD_NOTHING = "There is nothing to read. Choose a file, or paste the text of an article."
ADD_MANY = "Not read: {} files, the limit is {}. Put them into one table, or add them on the command line with timeline build."
ADD_TOO_LARGE = "Not read: {} MB, the limit is {} MB. Split it, or add it on the command line with timeline build."
ADD_TOO_LARGE_UNKNOWN = "Not read: the limit is {} MB. Split it, or add it on the command line with timeline build."
ADD_NOT_A_DAY = "“{}” is not a day. Write it like 23 July 2023 or 2023-07-23."
ADD_BUSY = "Other articles are being read. Try again when they are done."
ADD_CLOSED = "No articles can be added to this timeline."
ADD_BROKEN = "Not read: something went wrong on the server; its log says what. The timeline is as it was before."
ADD_GONE = "No connection. Add the articles again when the server is back; what it has read by then is not read twice."

EMBED = ("Embed…", "an iframe for another page")
EMBED_TITLE = "Embed this view"
EMBED_NOTE = "The frame shows this view with its table and sources, and what is new in it when it is loaded again."
EMBED_OFF = "Frames are switched off: start with “timeline serve --embed”. Or export HTML: the file works in a frame and offline."
EMBED_CLOSED = "Frames are switched off. Start the server with “timeline serve --embed”.\n"
EMBED_COPY, EMBED_COPIED = "Copy snippet", "Copied"
EMBED_PREVIEW = "Preview in a page of its own"

VIEWS = "Saved views"
VIEWS_NONE = "None yet. A saved view keeps filters and dates, in this browser only."
VIEWS_NAME = "Name of this view"
VIEWS_SAVE = "Save this view"
VIEWS_REMOVE = "Remove {}"

KEYS_TITLE = "Keys"
KEYS = (
    ("↑ ↓", "previous, next event in the list"),
    ("← →", "in the chart: move the window by a quarter; in the details: previous, next source"),
    ("+ − 0", "zoom in, zoom out, all"),
    ("Enter", "in the list: go to the details; on a source: open its article at the sentence"),
    ("Esc", "close one thing: menu, dialog, article, details"),
    ("/", "search"),
    ("v e c", "verify, edit, comment on the selected event"),
    ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
    ("?", "this table"),
)
KEYS_OFF = "Single-letter keys"
CLOSE_DIALOG = "Close"
SERVER_GONE = "No connection. The page shows what it last received."

VERIFY, EDIT, MERGE, HIDE, COMMENT, SAVE, UNDO, REDO = "Verify", "Edit", "Merge…", "Hide", "Comment", "Save", "Undo", "Redo"
ACTIONS = "Event actions"
KEEP = "Keep {}"
SPLIT = "Split into two events"
EDIT_TITLE, COMMENT_TITLE, MERGE_TITLE = "Edit the event", "Comment on the event", "Merge with another event"
MERGE_NOTE = "Both events become one with all their sentences. This can be undone."
NO_CANDIDATES = "No related event."
FIELDS = ("Title", "First day", "Last day", "Participants, between semicolons", "Place")
COMMENTS = "Comments and changes"
NO_COMMENTS = "none yet"
JOURNAL_NOTE = "What people change is kept in the journal and survives every rebuild."
WHO = "Your name in the journal"
SOMEBODY = "Somebody"
CORRECT, CORRECT_TITLE = "Correct this date", "Correct the publication date"
PUBLISHED = "Published on"
PUBLISHED_NOTE = "Every date that was counted from it is worked out again. This can be undone."
HIDDEN = "hidden by hand"
DONE = {
    "title": "Title changed.",
    "date": "Date changed.",
    "participants": "Participants changed.",
    "place": "Place changed.",
    "verify": "Marked as checked.",
    "hide": "Hidden.",
    "comment": "Comment added.",
    "merge": "Merged.",
    "split": "Split into two.",
    "published": "Publication date corrected.",
    "undo": "Taken back.",
}
NOTHING_DONE = "Nothing to change."
CONFLICT = "{} Nothing was saved. Look at it again, then repeat your change."
NEWS = "The timeline has changed."
SHOW = "Show"
