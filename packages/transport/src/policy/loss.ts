/**
 * Where on the way a request was lost. `before-send`: the vendor cannot have seen it, so that any method may be sent again; `after-send`: it may have;
 * `none`: not a network error at all.
 */
export type Loss = "before-send" | "after-send" | "none";
