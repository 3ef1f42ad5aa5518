import type { Slot } from "../options.ts";
import { deprecation } from "../policy/deprecation.ts";
import type { DeprecationNotice } from "../policy/deprecation.ts";

/**
 * Fills the `deprecations` slot: one `deprecation` event for each operation and date that the vendor announces (`Deprecation`, RFC 9745; `Sunset`, RFC
 * 8594), and the list of them in the transport's health.
 */
export function deprecations(): Slot {
  return ({ clock }) => {
    const told = new Map<string, { readonly origin: string; readonly notice: DeprecationNotice }>();
    return {
      async layer(request, call, next) {
        const response = await next(request, call);
        const { origin, path, operation = path } = call.subject;
        const notice = deprecation(response.headers, operation, clock.now());
        if (notice === undefined) return response;
        const name = [origin, operation, notice.deprecatedAt, notice.sunsetAt].join(" ");
        if (told.has(name)) return response;
        told.set(name, { origin, notice });
        call.emit({ type: "deprecation", notice });
        return response;
      },
      inspect(origin) {
        const notices = [...told.values()].filter((entry) => entry.origin === origin).map(({ notice }) => notice);
        return notices.length === 0 ? {} : { deprecations: notices };
      },
    };
  };
}
