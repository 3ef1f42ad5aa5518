import type { ReactNode } from "react";
import { useProduct } from "../product/product-context.tsx";
import { type Integration, NotForgotten, disconnect, startOver } from "../product/product.ts";
import { useSpeech } from "../words/speech.tsx";
import { MoreMenu } from "./more-menu.tsx";

/** What a customer rarely does to a connection. */
export function RareActions({ integration }: { readonly integration: Integration }): ReactNode {
  const { change } = useProduct();
  const { words } = useSpeech();
  return (
    <MoreMenu
      of={integration.connector.title}
      actions={[
        {
          name: words.startOver,
          about: words.startOverAbout,
          failed: () => words.startOverFailed,
          run: () => change(integration.id, startOver),
        },
        {
          name: words.disconnect,
          about: words.disconnectAbout,
          failed: (error) => (error instanceof NotForgotten ? words.forgetFailed : words.disconnectFailed),
          run: () => change(integration.id, disconnect),
        },
      ]}
    />
  );
}
