/** The stream whose list an address is of, if it is of one: the last part of its path. */
export const streamAsked = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";
