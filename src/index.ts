process.exitCode = 1;
void import(/* webpackMode: "eager" */ './main.ts').then(async ({ main }) => {
  if ((await main()) === true) process.exitCode = 0;
});
