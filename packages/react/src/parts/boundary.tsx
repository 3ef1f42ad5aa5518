import { Component, type ReactElement, type ReactNode } from "react";
import * as statusTexts from "../messages/english/status.ts";
import * as widgetTexts from "../messages/english/widget.ts";
import type { Settings } from "../settings.ts";

interface BoundaryProps {
  readonly settings: Settings;
  /** `line`: a widget that stands in a line of text. */
  readonly shape: "line" | "panel";
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failed: boolean;
}

/** Keeps an error in one widget from the others and from the product. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.settings.onError(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <Broken {...this.props} retry={() => this.setState({ failed: false })} />;
  }
}

function Broken({ settings, shape, retry }: BoundaryProps & { readonly retry: () => void }): ReactElement {
  const { speaker } = settings.language;
  const text = speaker.say(widgetTexts.broken, {});
  const button = (
    <button type="button" className="wb-button" data-variant="quiet" onClick={retry}>
      {speaker.say(widgetTexts.reload, {})}
    </button>
  );
  if (shape === "line") {
    return (
      <span className="wb wb-badge" data-wb="broken" data-tone="neutral">
        {speaker.say(statusTexts.statuses.unknown, {})}
      </span>
    );
  }
  return (
    <div className="wb wb-card" data-wb="broken">
      <div className="wb-row">
        <p className="wb-grow wb-muted">{text}</p>
        {button}
      </div>
    </div>
  );
}
