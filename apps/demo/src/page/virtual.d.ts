declare module "virtual:vendors" {
  import type { Vendor } from "./product/vendor.ts";

  export const vendors: readonly Vendor[];
}
