declare module "virtual:vendor" {
  import type { Connector } from "@waybill/sync/connector";
  import type { Setup } from "../setup.ts";

  export const connector: Connector;
  export const setup: Setup;
}
