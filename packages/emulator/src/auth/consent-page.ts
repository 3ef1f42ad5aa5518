/** The vendor's consent page: plain HTML without scripts, readable without styles, usable by keyboard, in both colour schemes. */
export function consentPage(options: {
  vendor: string;
  client: string;
  scopes: readonly string[];
  action: string;
  fields: Readonly<Record<string, string>>;
}): string {
  const { vendor, client, scopes, action, fields } = options;
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Allow access to ${escape(vendor)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="mark" aria-hidden="true">${escape(vendor.slice(0, 1).toUpperCase())}</p>
<h1>Allow access to ${escape(vendor)}?</h1>
<p><strong>The product you came from</strong> asks to use your ${escape(vendor)} account. It will be able to:</p>
<ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join("")}</ul>
<form method="post" action="${escape(action)}">
${hidden.join("\n")}
<button class="allow" name="decision" value="allow">Allow access</button>
<button name="decision" value="deny">Cancel</button>
</form>
<p class="note">Asked by ${escape(client)}. This is an emulated vendor: nothing leaves your machine.</p>
</main>
</body>
</html>
`;
}

const style = `
:root{color-scheme:light dark;--ink:#1d2530;--soft:#586273;--line:#d9dee6;--card:#fff;--page:#f3f5f8;--go:#1f5fd0;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a6b0c0;--line:#353d4a;--card:#1b212b;--page:#11151c;--go:#7fb0ff;--on:#0b1220}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:min(100%,26rem);padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:14px}
.mark{width:3rem;height:3rem;margin:0 0 1rem;display:grid;place-items:center;border-radius:12px;background:var(--go);color:var(--on);font-size:1.5rem;font-weight:700}
h1{margin:0 0 .75rem;font-size:1.3rem;line-height:1.25;text-wrap:balance}
p{margin:0 0 .75rem}
ul{margin:0 0 1.25rem;padding-inline-start:1.2rem;color:var(--soft)}
form{display:grid;gap:.6rem}
button{min-height:44px;padding:.6rem 1rem;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--go);outline-offset:2px}
.allow{background:var(--go);border-color:var(--go);color:var(--on)}
.note{margin:1.25rem 0 0;color:var(--soft);font-size:.875rem}
`;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
