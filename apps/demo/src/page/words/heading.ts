/** `/first_name` as a column heading: `First name`. */
export function heading(pointer: string): string {
  const words = (pointer.split("/").at(-1) ?? "")
    .replaceAll(/[_-]+/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .trim();
  const known = words.replaceAll(/\b(id|url|vat|mrr|pdf)\b/g, (word) => word.toUpperCase());
  return known.charAt(0).toUpperCase() + known.slice(1);
}
