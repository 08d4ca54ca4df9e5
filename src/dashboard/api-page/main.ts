import 'swagger-ui-dist/swagger-ui.css';
import swaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js';

// Who has signed in asks with their session; others give a key, which the page forgets when it is closed.
swaggerUi({
  url: '/api/openapi.json',
  domNode: document.querySelector('#api')!,
  deepLinking: true,
  // Nobody outside is asked whether the document is valid.
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  persistAuthorization: false,
});
