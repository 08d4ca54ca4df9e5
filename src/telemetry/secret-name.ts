/** Names of environment variables that hold secrets, as they are usually called. */
export const secretName = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL|AUTH|PRIVATE|CONNECTION_STRING|DSN$/i;
