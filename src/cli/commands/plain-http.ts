import { Option } from "commander";

export function plainHttp(): Option {
  return new Option("--plain-http", "http instead of https (loopback implies it)");
}
