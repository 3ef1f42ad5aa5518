export { waybill, type WaybillPluginOptions } from "./waybill-plugin.ts";
