export interface ConsentPageOptions {
  readonly vendor: string;
  readonly product: string;
  /** Host that the customer goes back to. */
  readonly returnsTo: string;
  readonly scopes: readonly { readonly name: string; readonly text: string }[];
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The vendor's consent page: plain HTML without scripts, readable without styles, usable by keyboard, in both colour schemes. */
export function consentPage({ vendor, product, returnsTo, scopes, action, fields }: ConsentPageOptions): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  return framed(
    `${product} asks for access to ${vendor}`,
    `<div class="marks" aria-hidden="true">${mark(product)}<span class="line"></span>${mark(vendor, "vendor")}</div>
<h1>Let ${escape(product)} use your ${escape(vendor)} account?</h1>
<p>${escape(product)} will be able to:</p>
<ul>
${scopes.map(permission).join("\n")}
</ul>
<form method="post" action="${escape(action)}">
${hidden.join("\n")}
<button class="allow" name="decision" value="allow">Allow access</button>
<button name="decision" value="deny">Cancel</button>
</form>
<p class="note">Either way you go back to <strong>${escape(returnsTo)}</strong>. This vendor is emulated: nothing leaves your machine.</p>`,
  );
}

/** What is shown where the customer cannot be sent back. */
export function errorPage(message: string): string {
  return framed(
    "Access cannot be requested",
    `<h1>Access cannot be requested</h1>\n<p>${escape(message)}</p>\n<p class="note">Go back to the product that sent you here, and tell its developers.</p>`,
  );
}

const framed = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;

const mark = (name: string, kind = "product"): string =>
  `<span class="mark ${kind}">${escape(Array.from(name)[0]?.toUpperCase() ?? "?")}</span>`;

/** The document's words where it has any; the scope's own name stays readable beside them. */
const permission = ({ name, text }: { name: string; text: string }): string =>
  text === ""
    ? `<li><span>${escape(name)}</span></li>`
    : `<li><span>${escape(text.replace(/\.$/, ""))}</span><code>${escape(name)}</code></li>`;

const style = `
:root{color-scheme:light dark;--ink:#1a2230;--soft:#566176;--line:#d8dee8;--card:#fff;--page:#f2f4f8;--go:#1d5bd0;--go-on:#fff;--tint:#e8effc;--ring:#1d5bd0}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf3;--soft:#a5b0c2;--line:#343d4c;--card:#1a202a;--page:#10141b;--go:#82b1ff;--go-on:#0b1424;--tint:#22304a;--ring:#82b1ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,"Liberation Sans",sans-serif}
main{width:min(100%,27rem);padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:16px;box-shadow:0 1px 2px rgb(15 23 42/.06),0 12px 32px rgb(15 23 42/.08)}
.marks{display:flex;align-items:center;gap:.5rem;margin:0 0 1.25rem}
.mark{width:2.75rem;height:2.75rem;display:grid;place-items:center;border-radius:12px;background:var(--tint);color:var(--go);font-size:1.25rem;font-weight:700}
.mark.vendor{background:var(--go);color:var(--go-on)}
.line{width:1.75rem;border-top:2px dashed var(--line)}
h1{margin:0 0 .75rem;font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;text-wrap:balance}
p{margin:0 0 .5rem}
ul{margin:0 0 1.5rem;padding:0;list-style:none;border:1px solid var(--line);border-radius:12px}
li{display:grid;padding:.55rem .85rem;overflow-wrap:anywhere}
li+li{border-top:1px solid var(--line)}
code{color:var(--soft);font:.8125rem/1.5 ui-monospace,"Liberation Mono",monospace}
form{display:grid;gap:.6rem}
button{min-height:44px;padding:.6rem 1rem;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--tint)}
button:focus-visible{outline:3px solid var(--ring);outline-offset:2px}
.allow{background:var(--go);border-color:var(--go);color:var(--go-on)}
.allow:hover{background:var(--go);filter:brightness(1.06)}
.note{margin:1rem 0 0;color:var(--soft);font-size:.875rem}
`;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
