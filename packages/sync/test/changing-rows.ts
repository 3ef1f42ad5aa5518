import type { StreamContract } from "../src/connector/index.ts";
import { contractWith, cursorStyle, datedBy } from "./contract.ts";
import { fakeVendor, rowsOf } from "./vendor.ts";
import type { FakeVendor } from "./vendor.ts";

/** Dated records, the same time for all to begin with. */
export const changingRows = (count: number, updatedAt = "2020-01-01T00:00:00.000Z"): FakeVendor =>
  fakeVendor(
    rowsOf(count, () => ({ updated_at: updatedAt })),
    { dated: true },
  );

/** Their stream: incremental by `updated_at`, without a count. */
export function changingStream(change: Partial<NonNullable<StreamContract["incremental"]>> = {}): StreamContract {
  return contractWith({
    pagination: { ...cursorStyle, total: undefined },
    incremental: { ...datedBy, ...change },
  });
}
