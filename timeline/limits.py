"""Every cap on sizes and times, in one place, so that hostile or broken input costs little and its limits can be read here."""

MAX_FILE_BYTES = 50_000_000
"""A larger file is refused before it is opened."""
MAX_TEXT_CHARS = 2_000_000
"""An article longer than this is refused: no news text is, and time grows with it."""
MAX_TABLE_ROWS = 1_000_000
"""Articles in one table (JSON, JSONL or CSV)."""
MAX_NESTING = 200
"""Depth of nested folders, HTML elements or JSON values."""
WORKER_SECONDS = 30
"""An article that takes a worker process more processor time than this is given up, and named: a busy machine changes nothing."""
STALL_SECONDS = 60
"""A worker process that neither works nor answers for so long by the clock (a disk that is gone, a lock) is given up as well."""
WORKER_PATIENCE = 20
"""Where the system does not say whether a process works, it is given up after so many times WORKER_SECONDS by the clock."""
MAX_WORKER_DEATHS = 20
"""Worker processes that one archive may cost before the rest of it is given up."""
WORKER_MEMORY_BYTES = 500_000_000
"""Address space of a worker process, of which its libraries take 60 MB: no document can make it hold more."""
MAX_SENTENCE_CHARS = 2_000
"""A longer sentence is cut at this length before it is parsed; its expressions are still found."""
MAX_UPLOAD_BYTES = 20_000_000
"""One upload to the dashboard."""
IMAGE_SECONDS = 90
"""A browser that has not drawn a picture by then is given up."""
HORIZON_YEARS = (1900, 2100)
"""Years in which the date network looks for undated articles; explicit older years widen it."""
MAX_TITLE_CHARS = 90
"""A readable title fits in a line."""
MAX_COMPONENT_NODES = 5_000
"""A story with more variables than this is a sign of a bad merge; it is reported, and solved without its weakest links."""
MAX_JSON_CONTAINERS = 2_000_000
"""Lists and objects in one JSON file: each costs memory, however little it holds."""
MAX_REFUSALS = 1_000
"""Inputs that were not read, kept in a store with their reasons: the newest."""
MAX_ADDRESS_CHARS = 2_000
"""A longer web address is refused: no article has one."""
MAX_FETCH_BYTES = 20_000_000
"""One answer from the web as it comes over the line; unpacked, it may be as large as a file."""
FETCH_SECONDS = 30
"""One answer from the web, from the first packet to the last."""
RESOLVE_SECONDS = 10
"""Looking up the addresses of a host."""
SOURCE_SECONDS = 600
"""One feed or sitemap in a round of `timeline watch`: a slow site must not keep the others waiting."""
MAX_REDIRECTS = 5
"""Redirects on the way to one page."""
MAX_ROBOTS_BYTES = 512_000
"""What is read of a robots.txt (RFC 9309 asks for at least 500 KiB)."""
HOST_DELAY_SECONDS = 1.0
"""Between two requests to one host, unless its robots.txt asks for more."""
MAX_HOST_DELAY_SECONDS = 60.0
"""A robots.txt that asks for a longer delay than this is given this one."""
MAX_BACK_OFF_HOURS = 24
"""The longest that a failing or busy site is left alone before it is tried again."""
MAX_FEED_ENTRIES = 50_000
"""Links in one feed or sitemap (the limit of the sitemap protocol); the rest of a longer one is left."""
MAX_SITEMAPS = 50
"""Sitemaps read for one address, the newest first."""
PAGES_PER_SOURCE = 100
"""Pages fetched from one feed or sitemap at a time, unless told otherwise."""
MAX_ARCHIVE_BYTES = 100_000_000_000
"""A larger archive (WARC, WACZ, ZIP, mailbox) is refused; it is read piece by piece, so that its size costs time, not memory."""
MAX_ARCHIVE_MEMBERS = 1_000_000
"""Files, records or messages in one archive."""
MAX_ARCHIVE_DEPTH = 3
"""Archives inside archives."""
MAX_HEADER_BYTES = 1_000_000
"""Header lines of one record of a web archive."""
MAX_UNPACKED_RATIO = 200
"""Times that packed data may grow; text grows about four times, a bomb a thousand."""
UNPACKED_FREE_BYTES = 5_000_000
"""So much may be unpacked whatever its ratio: small files of much white space are no bombs."""
MAX_PDF_PAGES = 1_000
"""Pages of a PDF that are read; what follows is left out, and the article says so."""
MAX_MAIL_PARTS = 500
"""Parts of one mail, attachments included."""
WORKER_BATCH = 64
"""Files that a worker process is given at a time."""
MAX_EXPORT_BYTES = 1_000_000_000
"""A JSON export that is read back."""
REQUEST_SECONDS = 10.0
"""The stretch of time in which requests to the dashboard are counted."""
MAX_REQUESTS = 600
"""Requests from one address in that time; a page asks fifty times when it is opened."""
MAX_HEAVY_REQUESTS = 30
"""Uploads, downloads and frames from one address in that time."""
LOGIN_SECONDS = 60.0
"""The stretch of time in which wrong passwords are counted."""
MAX_FAILED_LOGINS = 10
"""Wrong passwords from one address in that time."""
