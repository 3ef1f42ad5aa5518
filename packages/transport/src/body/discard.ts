/** Gives up an answer that nobody will read, so that its connection is free again. Not awaited: a body may take for ever to be cancelled. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}
