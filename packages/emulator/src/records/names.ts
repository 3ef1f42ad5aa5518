/** A name without case, separators and plural: `Contacts`, `contact`, `con-tact` are one. Good enough to see that `company_id` means the stream `companies`. */
export function singular(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (plain.endsWith("ies") && plain.length > 4) return `${plain.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(plain)) return plain;
  if (/(sses|xes|ches|shes)$/.test(plain)) return plain.slice(0, -2);
  return plain.endsWith("s") ? plain.slice(0, -1) : plain;
}

/** What a foreign key's name refers to: `company_id` -> `company`; undefined when the name is no key. */
export function referredBy(field: string): string | undefined {
  const stem = /^(.+?)(?:_?(?:id|gid|uuid|guid|key)|Id|ID|Gid|GID|Uuid|UUID|Guid|GUID|Key)$/.exec(field)?.[1];
  return stem === undefined ? undefined : singular(stem);
}
