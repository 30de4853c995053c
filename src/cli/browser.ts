import { spawn } from "node:child_process";

/** How long a program that opens a browser has to fail. Most end at once, some only with the browser. */
const patience = 1500;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The program that shows a file in the user's browser, with its arguments; undefined where there is no screen to show it
 * on.
 */
export function browserCommand(
  file: string,
  platform: string,
  environment: Environment,
): readonly [string, ...string[]] | undefined {
  if (platform === "darwin") return ["open", file];
  if (platform === "win32") return ["explorer.exe", file];
  const named = environment["BROWSER"]?.split(":")[0] ?? "";
  if (named !== "" && !/[\s%]/u.test(named)) return [named, file];
  const screens = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"];
  const hasScreen = screens.some((name) => (environment[name] ?? "") !== "");
  return hasScreen ? ["xdg-open", file] : undefined;
}

/** Shows a file in the user's browser. False where there is none, or it cannot be started. */
export async function openInBrowser(file: string, environment: Environment): Promise<boolean> {
  const command = browserCommand(file, process.platform, environment);
  if (command === undefined) return false;
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: "ignore",
      env: { ...environment },
    });
    const done = (opened: boolean): void => {
      clearTimeout(timer);
      child.unref();
      resolve(opened);
    };
    const timer = setTimeout(() => done(true), patience);
    child.once("error", () => done(false));
    // The Windows shell ends with 1 although it did what it was asked.
    child.once("exit", (code) => done(code === 0 || process.platform === "win32"));
  });
}
