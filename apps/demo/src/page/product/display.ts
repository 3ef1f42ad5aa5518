import type { Connector, Display } from "@waybill/sync/connector";

/** What this product shows of vendors that it knows better than their documents tell. Only listed fields ever reach the screen. */
const displays: Readonly<Record<string, Readonly<Record<string, Display>>>> = {
  "harbor-crm": {
    contacts: { title: "/full_name", fields: ["/job_title", "/lifecycle_stage", "/lead_score", "/updated_at"] },
    companies: { title: "/name", fields: ["/industry", "/employee_count", "/account_tier", "/updated_at"] },
    deals: { title: "/name", fields: ["/stage", "/amount", "/currency", "/close_on"] },
    activities: { title: "/subject", fields: ["/type", "/status", "/due_on", "/updated_at"] },
  },
  "tally-billing": {
    customers: { title: "/name", fields: ["/tax_status", "/currency", "/balance", "/created"] },
    payments: { title: "/id", fields: ["/amount", "/currency", "/method", "/status", "/created"] },
  },
};

/** The connector with the product's own choice of fields. */
export function withDisplay(connector: Connector): Connector {
  const own = displays[connector.vendor];
  if (own === undefined) return connector;
  const streams = Object.entries(connector.streams).map(([name, stream]) => {
    const display = own[name] ?? stream.display;
    return [name, display === undefined ? stream : { ...stream, display }] as const;
  });
  return { ...connector, streams: Object.fromEntries(streams) };
}
