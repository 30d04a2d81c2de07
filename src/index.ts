process.exitCode = 1;
void Promise.all([
  import(/* webpackMode: "eager" */ './main.ts'),
  import(/* webpackMode: "eager" */ './platform/clock.ts'),
  import(/* webpackMode: "eager" */ './platform/drain.ts'),
]).then(async ([{ main }, { systemClock }, { drained }]) => {
  const passes = await main();
  await drained([process.stdout, process.stderr], systemClock);
  // A socket, a server or a timer may still be open. Nothing that was left to it would end the step.
  process.exit(passes === true ? 0 : 1);
});
