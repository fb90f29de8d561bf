// A client of the official TypeScript SDK that does what it is told: reads one JSON
// object from standard input, takes its steps one after another, and prints one JSON
// object with what came of each, and with what the server asked meanwhile.
import { text } from 'node:stream/consumers';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

// told: {command, args, env} or {url, token}; answer: accept, decline, cancel or "" for a
// client that cannot ask; steps: [{do: method of Client, with: its argument}].
const told = JSON.parse(await text(process.stdin));

const client = new Client(
  { name: 'conformance', version: '1' },
  { capabilities: told.answer ? { elicitation: { form: {} } } : {} },
);
const report = { asked: [], progress: [], steps: [] };
if (told.answer) {
  client.setRequestHandler(ElicitRequestSchema, (request) => {
    report.asked.push(request.params);
    return told.answer === 'accept' ? { action: 'accept', content: {} } : { action: told.answer };
  });
}

const transport = told.url
  ? new StreamableHTTPClientTransport(new URL(told.url), { requestInit: { headers: { Authorization: `Bearer ${told.token}` } } })
  : new StdioClientTransport({ command: told.command, args: told.args, env: told.env, stderr: 'inherit' });

try {
  await client.connect(transport);
  report.server = client.getServerVersion();
  report.capabilities = client.getServerCapabilities();
  report.instructions = client.getInstructions();
  for (const step of told.steps) {
    try {
      const result = step.do === 'callTool'
        ? await client.callTool(step.with, undefined, { onprogress: (p) => report.progress.push(p) })
        : await client[step.do](step.with);
      report.steps.push({ result });
    } catch (error) {
      report.steps.push({ error: { code: error.code, message: error.message } });
    }
  }
  await client.close();
} catch (error) {
  report.failed = { code: error.code, message: error.message };
}
process.stdout.write(`${JSON.stringify(report)}\n`);
