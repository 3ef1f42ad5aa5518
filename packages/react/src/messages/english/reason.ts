export const reasons = {
  not_a_record: "{service} sent something that is not a record.",
  missing_key: "{service} sent it without its identifier.",
  invalid_key: "{service} sent it with an identifier that we cannot read.",
  missing_cursor: "{service} sent it without the time of its last change.",
  validation: "It does not have the form that we expect.",
  mapping: "It could not be translated into our form.",
  too_large: "It is larger than we can store.",
} as const;

export const validationField = [
  "reason.validation_field",
  "Its field “{field}” does not have the form that we expect.",
] as const;
