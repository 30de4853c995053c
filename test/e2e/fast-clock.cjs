"use strict";

// Preloaded into the program: every pause is over BP_TEST_CLOCK times as soon, and its clock goes as many times as fast.
const timers = require("node:timers/promises");

const times = Number(process.env.BP_TEST_CLOCK);
const [pause, now] = [timers.setTimeout, performance.now.bind(performance)];
timers.setTimeout = (ms, ...rest) => pause(ms / times, ...rest);
performance.now = () => now() * times;
