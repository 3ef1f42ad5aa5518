import { serve } from "./serve.ts";

const site = await serve("18.3");
console.log(`Integrations, rendered by the server with React 18.3: ${site.origin}`);
