/** Hands a person a file that is written piece by piece. */
export async function download(name: string, type: string, pieces: AsyncIterable<string>): Promise<void> {
  const parts: string[] = [];
  for await (const piece of pieces) parts.push(piece);
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
