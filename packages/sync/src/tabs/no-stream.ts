/** No stream of a connector has this name: what is kept under it is of the connection as a whole. */
export const noStream = "";
