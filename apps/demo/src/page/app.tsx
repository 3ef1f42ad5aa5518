import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { WaybillProvider } from "@waybill/react";
import type { StatusTarget } from "@waybill/sync/status";
import { type ReactNode, useCallback, useState } from "react";
import { ConnectionPage } from "./connection/connection-page.tsx";
import { ReceiptPage } from "./connection/receipt-page.tsx";
import { FaultsPanel } from "./faults/faults-panel.tsx";
import { IntegrationsPage } from "./integrations/integrations-page.tsx";
import { OperatorPage } from "./operator/operator-page.tsx";
import { useProduct } from "./product/product-context.tsx";
import { integrationOf } from "./product/product.ts";
import { RecordsPage } from "./records/records-page.tsx";
import { usePlace } from "./routing/navigation.ts";
import type { Place } from "./routing/place.ts";
import { useFocusOnMove } from "./routing/use-focus-on-move.ts";
import { Notes } from "./shell/notes.tsx";
import { PageBoundary } from "./shell/page-boundary.tsx";
import { BrokenPage, MissingPage } from "./shell/plain-pages.tsx";
import { TopBar } from "./shell/top-bar.tsx";
import { type Language, languages } from "./words/language.ts";
import { useSpeech } from "./words/speech.tsx";
import { nounOf, streamName } from "./words/terms/terms.ts";

/** How long a customer expects a copy to stay current. */
const expectedEveryMs = 60 * 60 * 1000;

/** A product whose customers connect their vendors: its chrome, and the page that its address names. */
export function App(): ReactNode {
  const { product } = useProduct();
  const { language, locale, words } = useSpeech();
  const place = usePlace();
  // The operator's page is in English, as the engine's explanations are: so are the widgets on it.
  const spoken: Language = place.page === "operator" ? "en" : language;
  useFocusOnMove(place);
  const [client] = useState(() => new QueryClient());
  const describe = useCallback(
    ({ connection, stream }: StatusTarget) => {
      const service = integrationOf(product, connection)?.connector.title ?? connection;
      return { names: namesOf(spoken, service, stream), expectedEveryMs };
    },
    [product, spoken],
  );
  return (
    <QueryClientProvider client={client}>
      <WaybillProvider
        source={product.waybill.status}
        queryClient={client}
        describe={describe}
        locale={spoken === language ? locale : spoken}
        messages={languages[spoken].messages}
      >
        <a className="skip" href="#content">
          {words.skip}
        </a>
        <TopBar workspace="Northpier Freight" place={place} />
        <div className="frame">
          <main id="content" className="panels" tabIndex={-1}>
            <Notes />
            <PageBoundary key={place.page} fallback={<BrokenPage />}>
              <Page place={place} />
            </PageBoundary>
          </main>
          <FaultsPanel place={place} />
        </div>
      </WaybillProvider>
    </QueryClientProvider>
  );
}

function Page({ place }: { readonly place: Place }): ReactNode {
  const { product } = useProduct();
  if ("id" in place && place.id !== undefined && integrationOf(product, place.id) === undefined) return <MissingPage />;
  switch (place.page) {
    case "integrations":
      return <IntegrationsPage />;
    case "connection":
      return <ConnectionPage id={place.id} />;
    case "receipt":
      return <ReceiptPage id={place.id} receipt={place.receipt} />;
    case "records":
      return <RecordsPage place={place} />;
    case "operator":
      return <OperatorPage place={place} />;
    case "unknown":
      return <MissingPage />;
  }
}

function namesOf(language: Language, service: string, stream: string | undefined) {
  if (stream === undefined) return { service };
  const { words, terms } = languages[language];
  const name = words.streamOf(service, streamName(terms, stream));
  return { service, name, records: nounOf(terms, stream) };
}
