export { connectWaybill } from "./connect-waybill.ts";
export type { ConnectOptions } from "./connect-waybill.ts";
export { serveWaybill } from "./serve-waybill.ts";
export type { ServeOptions } from "./serve-waybill.ts";
export type { RemoteConnection, RemoteWaybill } from "./remote-waybill.ts";
export type { Port } from "./port.ts";
