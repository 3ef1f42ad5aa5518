/** Streams of the demo's CRM: their titles in the page, and their names. */
export const harborStreams = [
  ["Contacts", "contacts"],
  ["Companies", "companies"],
  ["Deals", "deals"],
  ["Activities", "activities"],
] as const;
