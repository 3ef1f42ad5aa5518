import type { SyncStatus } from "@waybill/react";

/** What a product developer needs to know of a widget beside its props. Shown on its page; `everything.stories.tsx` holds the parts to what is rendered. */
export interface WidgetNotes {
  /** The shortest useful way to write it. */
  readonly usage: string;
  /** `data-wb` of its root. */
  readonly root: string;
  /** Every `data-part`, with what it holds. */
  readonly parts: Readonly<Record<string, string>>;
  /** Every `data-status`, with when it is shown; absent where there is none. */
  readonly statuses?: Readonly<Record<string, string>>;
  /** What it does for people who use a keyboard or a screen reader, and what is left to the product. */
  readonly accessibility: readonly string[];
}

const statuses: Readonly<Record<SyncStatus, string>> = {
  loading: "no status has arrived yet",
  not_connected: "the customer has not given access",
  pending: "queued, or the first sync is still to come",
  syncing: "a sync runs, also one that tries again after a failure",
  synced: "idle, and the last sync was complete",
  partial: "idle, and the last sync left something out",
  failed: "idle, and the last sync failed",
  reconnect: "the vendor no longer accepts the access",
  paused: "a person or the plan holds it",
  unknown: "the status cannot be read, or says what this version does not know",
};

const heading = "headingLevel says where its heading stands in the page's outline. Default 3.";
const listStates = {
  header: "title, what stands under it, and the buttons beside it",
  title: "the heading",
  empty: "what is said when there is nothing to show",
  error: "what is said when it could not be read, with the button that reads again",
};

export const badgeNotes: WidgetNotes = {
  usage: `<SyncStatusBadge target={{ connection: "hubspot" }} detail />`,
  root: "badge",
  parts: {
    chip: "icon and label, where a detail stands beside them",
    icon: "a silhouette of its own for each status",
    label: "the status in at most three words; where no detail says so, also that a reload is needed",
    detail: "what happens next",
  },
  statuses,
  accessibility: [
    "Text, not a role: its label is its name. The icon is hidden.",
    "It is never interactive. Put a link or a button around it.",
    "It does not announce itself; the provider's live region speaks for all badges.",
  ],
};

export const summaryNotes: WidgetNotes = {
  ...badgeNotes,
  usage: `<SyncSummary targets={[{ connection: "hubspot" }, { connection: "stripe" }]} />`,
};

export const progressNotes: WidgetNotes = {
  usage: `<SyncProgress target={{ connection: "hubspot", stream: "contacts" }} />`,
  root: "progress",
  parts: {
    title: "what is synced; it names the bar",
    counts: "how far, in the reader's own numbers",
    bar: "the bar",
    hint: "that the page may be left, or that it is still working",
  },
  accessibility: [
    "A progressbar named by its visible title, with a sentence as its value; without a known total it has no number.",
    "Nothing is left of it once no sync runs, also after a failure.",
    "Start, each quarter and the outcome are announced, at most every ten seconds.",
  ],
};

export const noticeNotes: WidgetNotes = {
  usage: `<SyncNotice target={{ connection: "hubspot" }} perform={{ reconnect: openYourPopup }} />`,
  root: "notice",
  parts: {
    icon: "the silhouette of its kind",
    title: "what happened, in at most sixty characters",
    body: "what that means and what happens next, in at most two sentences",
    attempt: "which attempt this was, from the second on",
    actions: "the button that helps, then the others",
    action: "one button, with the failure of its press beside it",
    failure: "why what was pressed did not happen",
    snooze: "reminds later; only where onSnooze is given",
  },
  accessibility: [
    "A group named by its heading. It takes no focus and cannot be dismissed while it is the only way on.",
    "A button under way stays focusable (aria-disabled) and says so; a second press is ignored.",
    "A refused press is said beside its button, as an alert.",
    heading,
  ],
};

export const cardNotes: WidgetNotes = {
  usage: `<IntegrationCard target={{ connection: "hubspot" }} account="Acme Ltd">
  <YourStreams />
</IntegrationCard>`,
  root: "card",
  parts: {
    header: "logo, name, account and status",
    logo: "the vendor's logo, or the name's first letter",
    title: "the heading",
    meta: "account, last and next sync",
    account: "the account's name, as the customer knows it",
    badge: "the status",
    progress: "a running sync",
    counts: "how far, in the reader's own numbers",
    bar: "the bar",
    hint: "that the page may be left",
    notice: "the one notice that matters most now",
    content: "the product's own children, with the padding of the card",
    footer: "holds the actions",
    detail: "what happens next, where nothing else says it",
    next: "when the next sync is due",
    observed: "the age of a status that cannot be refreshed",
    ...without(noticeNotes.parts, "title", "snooze"),
    label: "the status in at most three words",
  },
  statuses,
  accessibility: [
    "A group named by its heading, no landmark.",
    "Its skeleton has the height of the card that follows.",
    "Buttons carry the integration's name: “Sync now: HubSpot contacts”.",
    heading,
  ],
};

export const receiptNotes: WidgetNotes = {
  usage: `<SyncReceipt id={receiptId} />`,
  root: "receipt",
  parts: {
    ...without(listStates, "empty"),
    badge: "the outcome as a badge",
    when: "of what, when, and how long it took",
    icon: "the silhouette of the outcome",
    label: "the outcome",
    failure: "why it failed, and what was saved before",
    counts: "every number, adding up to what was checked",
    checked: "how many were looked at",
    created: "how many were added",
    updated: "how many were changed",
    removed: "how many were removed",
    unchanged: "how many were as before",
    failed: "how many did not sync",
    reported: "the vendor's own count",
    mismatch: "that the numbers do not add up, when they do not",
    about: "the times and the proof",
    started: "when it began",
    finished: "when it ended",
    took: "how long it took",
    attempts: "how many tries it took, from the second on",
    completeness: "whether the end of the list is proven",
    text: "what is said while there is no receipt, or of one that is gone",
    next: "what happens next",
    reference: "the id to quote to support",
    copy: "copies it",
  },
  statuses,
  accessibility: [
    "Numbers are pairs of a term and its value, read in that order.",
    "Copying is announced. It prints on one page in black on white.",
    heading,
  ],
};

export const failedRecordsNotes: WidgetNotes = {
  usage: `<FailedRecords target={{ connection: "hubspot" }} getRecordHref={({ id }) => \`/records/\${id}\`} />`,
  root: "failed-records",
  parts: {
    ...listStates,
    "retry-many": "tries all, or those selected",
    list: "the rows",
    row: "one record",
    meta: "its stream in a list of several, when it failed, and how often it was tried",
    name: "from a field that the connector lists in `display`",
    reason: "why it is here, in our own words",
    actions: "Try again, Open, Ignore",
    action: "one button",
    failure: "why what was pressed did not happen",
    ignored: "an ignored record, with Undo for ten seconds",
    more: "reads more rows",
  },
  accessibility: [
    "A list with native checkboxes; each button names its record.",
    "After “Show more” focus is on the first new row; when a row leaves, on the next one, at last on the heading.",
    "Undo does not vanish while it has focus.",
    heading,
  ],
};

export const timelineNotes: WidgetNotes = {
  usage: `<SyncTimeline target={{ connection: "hubspot" }} renderItemExtra={({ id }) => <a href={\`/receipts/\${id}\`}>Receipt</a>} />`,
  root: "timeline",
  parts: {
    ...listStates,
    days: "all days",
    day: "its name",
    item: "one line: what happened, and when",
    icon: "the silhouette of the outcome",
    changes: "its stream in the activity of several, and what changed",
    more: "reads older lines",
  },
  statuses,
  accessibility: [
    "Ordered lists below their days; neither a log nor a feed: nothing is read out while somebody reads.",
    "The tone is in the words, too.",
    heading,
  ],
};

export const outboxNotes: WidgetNotes = {
  usage: `<OutboxIndicator connection="hubspot" onReview={openYourList} />`,
  root: "outbox",
  parts: {
    icon: "a silhouette of its own for each status",
    label: "whether changes are sent",
    detail: "since when they wait, and what holds them up",
    review: "opens the product's list of what could not be sent",
    actions: "puts away what was lost, once it has been checked",
    action: "one button",
    failure: "why what was pressed did not happen",
  },
  statuses: {
    loading: "nothing is known yet",
    unknown: "the outbox cannot be read",
    sent: "the vendor has acknowledged every change",
    waiting: "changes wait, and will be sent",
    sending: "changes are on their way",
    offline: "changes wait for the network",
    stuck: "a change could not be sent and needs a person",
    lost: "a browser removed changes that were not known to have arrived",
  },
  accessibility: [
    "Text. It says “sent” only of what the vendor has acknowledged.",
    "What was lost stays until a person puts it away; that is announced, and focus stays here.",
  ],
};

export const ledgerNotes: WidgetNotes = {
  usage: `<ReconciliationLedger connection="hubspot" onCompare={compareNow} />`,
  root: "ledger",
  parts: {
    ...listStates,
    compare: "compares now",
    verdict: "whether both sides agree, and when they were compared",
    icon: "the silhouette of the verdict",
    table: "the place that scrolls",
    row: "one stream: counts, and differences in words",
  },
  statuses,
  accessibility: [
    "A real table with a caption and row headers, in a place of its own that scrolls and can be reached by keyboard.",
    "Differences are words; colour repeats them.",
    heading,
  ],
};

export const healthNotes: WidgetNotes = {
  usage: `<HealthScorecard target={{ connection: "hubspot" }} expectedEveryMs={3_600_000} />`,
  root: "health",
  parts: {
    ...listStates,
    metrics: "at most four numbers, each with its sentence",
    rate: "how many of the runs were complete",
    freshness: "the age of the data",
    "to-fix": "records that need a person",
    recovery: "how long it took to be complete again",
    strip: "every run of the last thirty, and the same as a table",
    empty: "that five runs are needed first",
  },
  accessibility: [
    "The strip is one image with a summary, and a table for those who want each run; its cells differ in shape.",
    heading,
  ],
};

export const everyNotes: readonly WidgetNotes[] = [
  badgeNotes,
  progressNotes,
  noticeNotes,
  cardNotes,
  receiptNotes,
  failedRecordsNotes,
  timelineNotes,
  outboxNotes,
  ledgerNotes,
  healthNotes,
];

function without(parts: WidgetNotes["parts"], ...names: readonly string[]): WidgetNotes["parts"] {
  return Object.fromEntries(Object.entries(parts).filter(([name]) => !names.includes(name)));
}
