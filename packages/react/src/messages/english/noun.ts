export const service = ["noun.service", "the service"] as const;
export const records = ["noun.records", { one: "record", other: "records" }] as const;
