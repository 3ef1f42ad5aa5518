import { type ReactNode, createContext, use, useEffect, useMemo, useState } from "react";
import type { Arrival } from "./authorization.ts";
import { type Integration, type Product, connectedIn, integrationOf } from "./product.ts";
import { type ProductInTurn, productInTurn } from "./product-in-turn.ts";
import { useOtherTabs } from "./use-other-tabs.ts";

interface ProductInHand {
  readonly product: Product;
  /** What came of the customer's way to a vendor and back, when this page was opened. */
  readonly arrival: Arrival;
  readonly change: ProductInTurn["change"];
}

const Context = createContext<ProductInHand | undefined>(undefined);

interface ProductHolderProps {
  readonly opened: Product;
  readonly arrival: Arrival;
  readonly children: ReactNode;
}

/** Holds the product that is in force: connecting and disconnecting, here and in other tabs, replace it. */
export function ProductHolder({ opened, arrival, children }: ProductHolderProps): ReactNode {
  const [product, setProduct] = useState(opened);
  const [inTurn] = useState(() => productInTurn(opened, setProduct));
  const tell = useOtherTabs(inTurn);
  useEffect(() => {
    if (arrival.state === "agreed") tell({ kind: "connected", id: arrival.id });
  }, [arrival, tell]);
  const value = useMemo(() => {
    const change: ProductInTurn["change"] = (id, make) =>
      inTurn.change(id, async (before, integration) => {
        const after = await make(before, integration);
        const [was, is] = [before, after].map((one) => connectedIn(one).includes(id));
        if (is !== was) tell({ kind: is ? "connected" : "disconnected", id });
        return after;
      });
    return { product, arrival, change };
  }, [product, arrival, inTurn, tell]);
  return <Context value={value}>{children}</Context>;
}

export function useProduct(): ProductInHand {
  const held = use(Context);
  if (held === undefined) throw new Error("There is no ProductHolder around this part of the page.");
  return held;
}

/** The integration that an address names; undefined when there is none of that id. */
export function useIntegration(id: string): Integration | undefined {
  return integrationOf(useProduct().product, id);
}
