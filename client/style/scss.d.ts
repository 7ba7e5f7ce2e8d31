declare module '*.scss' {}
