import type { FaultKind } from "@waybill/emulator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { useProduct } from "../product/product-context.tsx";
import type { Integration } from "../product/product.ts";
import type { Place } from "../routing/place.ts";
import { type FaultText, faultList } from "./fault-list.ts";
import { type FaultOrder, expected, faultsQuery, order } from "./faults.ts";

/** The emulator's controls beside the product: of the vendor that the page is about, else of one that is picked. In English, as the emulator's own words. */
export function FaultsPanel({ place }: { readonly place: Place }): ReactNode {
  const { integrations } = useProduct().product;
  const [picked, pick] = useState<string>();
  const about = "id" in place ? place.id : undefined;
  const integration = integrations.find(({ id }) => id === (about ?? picked)) ?? integrations[0];
  if (integration === undefined) return null;
  return (
    <aside className="aside" lang="en" dir="ltr" aria-labelledby="faults-title">
      <div className="faults">
        <div className="panel-head">
          <h2 id="faults-title">What can go wrong</h2>
          {about !== undefined || integrations.length < 2 ? null : (
            <select
              className="select"
              aria-label="Vendor"
              value={integration.id}
              onChange={({ target }) => {
                pick(target.value);
              }}
            >
              {integrations.map(({ id, connector }) => (
                <option key={id} value={id}>
                  {connector.title}
                </option>
              ))}
            </select>
          )}
        </div>
        <FaultsOf key={integration.id} integration={integration} />
      </div>
    </aside>
  );
}

/** Changes how one emulated vendor behaves. It talks to the vendor alone: the page finds out as any product would. */
function FaultsOf({ integration: { connector, setup } }: { readonly integration: Integration }): ReactNode {
  const vendor = connector.title;
  const { controlUrl } = setup;
  const client = useQueryClient();
  const query = faultsQuery(controlUrl);
  const { data: active = [], isError } = useQuery(query);
  const { mutate } = useMutation({
    mutationKey: query.queryKey,
    // One after the other: the vendor's last answer is then the newest.
    scope: { id: controlUrl },
    mutationFn: (what: FaultOrder) => order(controlUrl, what),
    // A switch moves when it is pressed; the vendor's answer then says what is so. One to a question of before would say what was.
    onMutate: async (what) => {
      await client.cancelQueries({ queryKey: query.queryKey });
      client.setQueryData(query.queryKey, (known) => expected(known ?? [], what));
    },
    onSuccess: (now) => {
      const isLast = client.isMutating({ mutationKey: query.queryKey }) === 1;
      if (isLast) client.setQueryData(query.queryKey, now);
    },
    onError: () => client.invalidateQueries({ queryKey: query.queryKey }),
  });
  return (
    <>
      <p className="faults-about">
        {isError
          ? `${vendor} cannot be reached. Is npm start still running?`
          : `Not part of the product: each switch changes how ${vendor} behaves. The page is told nothing.`}
      </p>
      <Faults faults={faultList.filter(({ isCommon }) => isCommon)} active={active} onSwitch={mutate} />
      <details className="faults-more">
        <summary>More that can go wrong</summary>
        <Faults faults={faultList.filter(({ isCommon }) => !isCommon)} active={active} onSwitch={mutate} />
      </details>
      <div className="faults-foot">
        {active.length > 0 ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              mutate({ clear: "all" });
            }}
          >
            Put everything right
          </button>
        ) : null}
        <p>
          {vendor} is emulated from {setup.document} at {new URL(setup.baseUrl).host}.
          {setup.access.kind === "oauth2" ? ` Its access tokens live for ${setup.tokenTtlMs / 1000} seconds.` : ""}
        </p>
      </div>
    </>
  );
}

interface FaultsProps {
  readonly faults: readonly FaultText[];
  readonly active: readonly FaultKind[];
  readonly onSwitch: (what: FaultOrder) => void;
}

const Faults = ({ faults, active, onSwitch }: FaultsProps): ReactNode => (
  <ul>
    {faults.map((fault) => (
      <Fault key={fault.kind} fault={fault} on={active.includes(fault.kind)} onSwitch={onSwitch} />
    ))}
  </ul>
);

interface FaultProps {
  readonly fault: FaultText;
  readonly on: boolean;
  readonly onSwitch: (what: FaultOrder) => void;
}

function Fault({ fault, on, onSwitch }: FaultProps): ReactNode {
  const id = useId();
  return (
    <li className="fault" data-on={on}>
      <label>
        {fault.title}
        <input
          type="checkbox"
          // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a native checkbox tells its state by itself (ARIA in HTML)
          role="switch"
          aria-describedby={id}
          checked={on}
          onChange={() => {
            onSwitch(on ? { clear: fault.kind } : { set: fault.kind, options: fault.options });
          }}
        />
      </label>
      <p id={id}>{on ? fault.effect : fault.vendor}</p>
    </li>
  );
}
