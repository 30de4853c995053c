import type { Agent, request } from "node:http";

/**
 * An `import` of node:http reads all its exports, and so loads a second HTTP client that some of them stand for: 30 ms
 * of every run.
 */
const http = process.getBuiltinModule("node:http");

export const HttpAgent: typeof Agent = http.Agent;
export const httpRequest: typeof request = http.request;
