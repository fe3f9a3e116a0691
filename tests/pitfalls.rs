//! Edits that look alike and are not: a table of small edits in nine languages, with what each must be called.
//!
//! A line names what the edit is, then shows the sentence with the edit in braces: `{before→after}`. The name is one or
//! more facets, all of which one substantive change must have; or `other` for another fact that no facet names;
//! `style` for an edit that must be cosmetic; `reworded` for one that must not be substantive.

use std::collections::BTreeMap;

use variorum::article::{Fields, Moment, Snapshot, Times};
use variorum::diff::Sides;
use variorum::history::{Change, Facet, Severity, compare};
use variorum::text::Body;

const TABLES: [(&str, &str); 9] =
    [("en", EN), ("de", DE), ("fr", FR), ("es", ES), ("it", IT), ("nl", NL), ("pt", PT), ("ja", JA), ("zh", ZH)];

const EN: &str = r#"
other           | The union said {he→she} would speak on Friday.
other           | The committee told {us→them} on Friday.
number          | The leak could take {11m→1.1m} litres a day.
number          | The leak could take {1.1m→11m} litres a day.
number          | They asked for {3.2→32} acres of land.
number          | The refit will cost ${4.5→45} million.
number          | The loan was worth $2 {billion→million}.
number          | The loan was worth £2{bn→m}.
number          | About 40 {thousand→million} people use the line.
number          | The club has {12→21} members.
number          | The club has {twelve→twenty-one} members.
number          | The ferry carried {1,640→1,460} people.
number          | {Two→Three} firefighters were treated for smoke.
number          | The wall is 9 {feet→meters} high.
number          | The pipe is 30 {miles→kilometres} long.
number          | It cost {£→€}40 in the shop.
number          | It cost 40 {dollars→euros} in the shop.
number          | It was {-→}5 degrees at dawn.
number          | The tank holds 300 {litres→gallons} of fuel.
number          | Turnout rose by {4 percent→4 percentage points}.
number          | The bill {doubled→tripled} in a year.
number          | A {third→quarter} of the crew had fallen ill.
number          | The seawall took seven {weeks→months} to build.
date            | The ferry sank on {Monday→Tuesday} near the pier.
date            | The dam was finished in {1961→1916}.
date            | The hearing is set for {June→July} 4.
date            | The doors open at {8:30→3:30} p.m.
date            | The doors open at 8 {a.m.→p.m.}
hedge           | {E→Some e}mployees knew of the plan.
hedge           | {All→Some} employees knew of the plan.
hedge           | It cost {→almost }a third of the budget.
hedge           | The plant will hire {→up to }900 people.
hedge           | The plant will hire {about→up to} 900 people.
hedge           | The bridge {will→could} be closed for a year.
hedge           | {M→Most m}embers voted for the strike.
hedge           | The valve {→apparently }failed before dawn.
hedge           | The plant will hire {at least→at most} 900 people.
negation        | The gates were {→not }closed that day.
negation        | The mayor {didn't→did} sign the order.
negation        | There was {a→no} plan for the tunnel.
negation        | The chair {never→once} met the owner.
negation        | The pump worked {with→without} power.
negation        | The board {can→cannot} stop the sale.
quote           | "We {closed→checked} the gates," said Marcus Dell.
quote           | "It was {a disaster→a mistake}," said Marcus Dell.
quote           | The board praised the {reform→"reform"}.
quote           | The board praised the {reform→“reform”}.
quote           | The board praised the {reform→‘reform’}.
quote           | He called it {"a disgrace"→a disgrace}.
attribution     | The union {said→claimed} pay had fallen.
attribution     | The minister {said→admitted} the figure was old.
attribution     | The owner {said→insisted} the gate was shut.
attribution     | The owner {told→assured} inspectors the gate was shut.
name            | The letter was signed by {Ada Finch→Ida Finch}.
name            | The letter was signed by Ada {Finch→Fisch}.
name            | The truck left {Harrow→Barrow} at noon.
title           | {Mayor→Former mayor} Ada Finch spoke first.
title           | The {chairman→director} of the trust spoke first.
other           | He {resigned→was dismissed} the following month.
other           | Three people were {injured→killed} in the blast.
other           | He was {charged→convicted} over the fire.
other           | He was {arrested→questioned} over the fire.
other           | The council {approved→rejected} the plan.
other           | The match was {postponed→cancelled} after rain.
other           | Prices {rose→fell} in the spring.
other           | The road {opened→closed} after the storm.
other           | The team {won→lost} the final.
other           | The court {convicted→acquitted} the driver.
other           | She {bought→sold} the mill.
other           | The lump was {benign→malignant}.
other           | The fire was ruled {accidental→deliberate}.
other           | The firm was {sued→fined} over the spill.
style           | The {US→American} group paid in full.
style           | The {U.S.→US} group paid in full.
style           | A {UK→British} firm built the pier.
style           | {"No," the owner's son said.→“No,” the owner’s son said.}
style           | The plan {-→—} an old one {-→—} was shelved.
style           | The {2019-2024→2019–2024} plan was shelved.
style           | The council will {organise→organize} a vote.
style           | The {colour→color} of the water changed.
style           | The {centre→center} was full by noon.
style           | The crew {travelled→traveled} by bus.
style           | Prices rose 4 {per cent→percent} last year.
style           | Prices rose 4{ percent→%} last year.
style           | Prices rose 4{ per cent→%} last year.
style           | She left with her {5→five} dogs.
style           | The train was {twelve→12} minutes late.
style           | {Mr→Mr.} Smith left the room.
style           | {Dr→Dr.} Finch left the room.
style           | The {court house→courthouse} stood empty.
style           | It was a {long-term→long term} plan.
style           | They {co-operate→cooperate} with the police.
style           | The pier {did not→didn't} open.
style           | The owner {cannot→can't} pay.
style           | {It is→It's} a long road.
style           | The ferry carried {1640→1,640} people.
style           | The ferry carried {11 200→11 200} people.
style           | The hearing is on {Sept.→September} 4.
style           | It happened {toward→towards} dusk.
style           | The e{-}mail was never read.
style           | He was an {adviser→advisor} to the trust.
style           | {About→Around} 200 people came.
style           | The train was {20→twenty} minutes late.
style           | The pipe is 30 {km→kilometres} long.
style           | The loan was worth $2 {billion→bn}.
style           | The leak could take {11m→11 million} litres a day.
reworded        | The ferry {began→started} to list.
reworded        | The {big→large} pump failed first.
reworded        | {Reporters→Journalists} waited outside.
reworded        | The union {said→told us} pay had fallen.
reworded        | They {purchased→bought} the old mill.
number          | Police seized {1,200→12,000} tablets.
number          | The fund holds ${3tn→3bn}.
number          | They waited for {five→fifteen} hours.
number          | The mayor won by {a hundred→a thousand} votes.
number          | The tower is {200→200.5} metres tall.
number          | The offer was 40 {pence→pounds} a share.
number          | Sales fell {0.4%→4%} in May.
number          | About {one in four→one in five} voters stayed home.
hedge           | The {suspected→} arsonist was seen leaving.
hedge           | He {is→may be} the owner.
hedge           | {Several→Two} pumps failed.
negation        | {None→All} of the gates held.
negation        | The report {did→didn't} name the firm.
negation        | The driver was {→un}able to stop.
quote           | ‘We {closed→checked} the gates,’ said Marcus Dell.
quote           | The {"missing" files→missing files} were found.
attribution     | The firm {said→denied} it had been warned.
name            | {Lake Harrow→Lake Barrow} was drained in 2019.
name            | The {Guardian→Telegraph} first reported the sale.
title           | Deputy {Governor→Mayor} Ada Finch resigned.
other           | The bill was {backed→opposed} by the union.
other           | His {brother→son} was at the wheel.
other           | The pit was {opened→shut} in spring.
other           | The dog was {found→lost} near the pier.
style           | The {grey→gray} van left at dawn.
style           | He {hadn't→had not} seen the report.
style           | The loan was {40 dollars→$40}.
style           | They {learnt→learned} of it on Monday.
style           | A {thirty-five→35} year lease was signed.
style           | It cost {two hundred→200} dollars.
style           | {The government→The Government} fell.
style           | The {programme→program} was cut.
style           | It lies 5 {km→km.} from here.
style           | "We closed it{,"→",} said Dell.
reworded        | The fire {broke out→started} at dawn.
attribution     | {Police→Witnesses} said the gate was shut.
attribution     | The gate was shut, according to {prosecutors→residents}.
"#;

const DE: &str = r#"
other           | Am Freitag sagte {er→sie} ab.
number          | Der Schaden beträgt {27→2,7} Millionen Euro.
number          | Das Gelände misst {3,2→32} Hektar.
number          | Der Kredit betrug zwei {Milliarden→Millionen} Euro.
number          | Der Kredit betrug 2 {Mrd.→Mio.} Euro.
number          | Der Verein hat {12→21} Mitglieder.
number          | Der Verein hat {zwölf→einundzwanzig} Mitglieder.
number          | Die Fähre trug {1.640→1.460} Menschen.
number          | Die Mauer ist neun {Meter→Zentimeter} hoch.
number          | Das kostete 40 {Euro→Dollar} im Laden.
number          | Das kostete 40 {Euro→Franken} im Laden.
number          | Der Bau dauerte sieben {Wochen→Monate}.
number          | Die Summe hat sich {verdoppelt→verdreifacht}.
number          | Ein {Drittel→Viertel} der Besatzung war krank.
number          | Der Anteil stieg um vier {Prozent→Prozentpunkte}.
date            | Die Fähre sank am {Montag→Dienstag} am Kai.
date            | Die Mauer wurde {1961→1916} gebaut.
date            | Die Verhandlung beginnt am 4. {Juni→Juli}.
hedge           | {Alle→Einige} Mitarbeiter kannten den Plan.
hedge           | Das kostete {→fast }ein Drittel des Etats.
hedge           | Das Werk stellt {→bis zu }900 Leute ein.
hedge           | Das Werk stellt {rund→bis zu} 900 Leute ein.
hedge           | Die Brücke {wird→könnte} gesperrt werden.
hedge           | Das Ventil war {→offenbar }defekt.
hedge           | Der {→mutmaßliche }Täter floh zu Fuß.
negation        | Der Damm ist {→nicht }sicher.
negation        | Es gab {einen→keinen} Plan für den Tunnel.
negation        | Die Pumpe lief {mit→ohne} Strom.
negation        | Die Tore waren {immer→nie} geschlossen.
quote           | „Wir haben die Tore {geschlossen→geprüft}“, sagte Jörn Petersen.
quote           | Der Vorstand lobte die {Reform→„Reform“}.
quote           | Der Vorstand lobte die {Reform→»Reform«}.
quote           | Der Vorstand lobte die {Reform→‚Reform‘}.
attribution     | Die Firma {sagte→behauptete}, das Tor sei zu gewesen.
attribution     | Der Minister {erklärte→räumte ein}, die Zahl sei alt.
attribution     | Der Verband {sagte→bestritt}, dass Geld floss.
name            | Den Brief schrieb Anke {Lorenz→Lorentz}.
name            | Den Brief schrieb {Anke→Antje} Lorenz.
name            | Der Zug fuhr nach {Rhede→Rheine} weiter.
title           | Die {→frühere }Ministerin Anke Lorenz sprach zuerst.
title           | Der {Direktor→Sprecher} der Stiftung kam zuerst.
other           | Er {trat zurück→wurde entlassen}.
other           | Er ist {zurückgetreten→entlassen worden}.
other           | Drei Menschen wurden {verletzt→getötet}.
other           | Der Rat hat den Plan {genehmigt→abgelehnt}.
other           | Das Spiel wurde {verschoben→abgesagt}.
other           | Der Fahrer wurde {verurteilt→freigesprochen}.
other           | Die Preise sind {gestiegen→gesunken}.
other           | Sie haben das Spiel {gewonnen→verloren}.
style           | Das gilt für alle {Beschuldigten→Beschuldigte}.
style           | Die Ermittler trafen den {Zeuge→Zeugen} am Kai.
style           | Das Dach des {Hauses→Haus} brannte.
style           | Sie kam mit den {Kinder→Kindern} zurück.
style           | Der {US-Konzern→amerikanische Konzern} zahlte.
style           | {„Nein“, sagte sie.→»Nein«, sagte sie.}
style           | {"Nein", sagte sie.→„Nein“, sagte sie.}
style           | Der Plan {-→–} ein alter {-→–} ruht.
style           | Die Preise stiegen um vier {Prozent→%}.
style           | Sie kam mit {fünf→5} Hunden.
style           | Sie kam mit {12→zwölf} Hunden.
style           | Die {Strasse→Straße} war leer.
style           | Sie sagte, {daß→dass} es regne.
style           | Der {Naturschutzbund→Naturschutz-Bund} verwies auf Hunde.
style           | Die Fähre trug {1640→1.640} Menschen.
style           | Die Fähre trug {11 200→11.200} Menschen.
style           | {Rund→Etwa} 60 Beamte kamen.
style           | Der {Photograph→Fotograf} kam zu spät.
style           | Das ist {potentiell→potenziell} teuer.
style           | Der Kredit betrug 2 {Mrd.→Milliarden} Euro.
style           | {Dr→Dr.} Vogt verließ den Raum.
style           | Der Bau ist 30 {km→Kilometer} lang.
style           | So {geht's→geht es} nicht weiter.
reworded        | Die Fähre {begann→fing an} zu kippen.
reworded        | Die {große→mächtige} Pumpe fiel zuerst aus.
number          | Die Polizei fand {1200→12.000} Tabletten.
number          | Sie warteten {fünf→fünfzehn} Stunden.
number          | Der Umsatz sank um {0,4→4} Prozent.
hedge           | Er {ist→könnte} der Besitzer sein.
hedge           | Der {mutmaßliche→} Brandstifter floh.
negation        | {Keine→Eine} der Pumpen hielt.
quote           | ‚Wir haben die Tore {geschlossen→geprüft}‘, sagte Petersen.
name            | Das Schiff lag in {Kiel→Köln}.
other           | Die Grube wurde {eröffnet→geschlossen}.
other           | Sie hat die Mühle {gekauft→verkauft}.
style           | Es kostet {zweihundert→200} Euro.
style           | Der {fünfunddreißigste→35.} Tag begann.
style           | Er kam mit {fünfunddreißig→35} Leuten.
style           | Das Haus gehört {Herrn→Hrn.} Vogt.
attribution     | Die {Polizei→Gewerkschaft} teilte mit, das Tor sei zu.
"#;

const FR: &str = r"
other           | Vendredi, {il→elle} a pris la parole.
number          | Le dégât atteint {27→2,7} millions d'euros.
number          | Le terrain fait {3,2→32} hectares.
number          | Le prêt était de deux {milliards→millions} d'euros.
number          | Le club compte {12→21} membres.
number          | Le club compte {douze→vingt et un} membres.
number          | Le bac portait {1 640→1 460} personnes.
number          | Le mur fait neuf {mètres→centimètres} de haut.
number          | Cela coûte 40 {euros→dollars} en magasin.
number          | Cela coûte 40 {euros→francs} en magasin.
number          | Le chantier a duré sept {semaines→mois}.
number          | La somme a {doublé→triplé} en un an.
number          | Un {tiers→quart} de l'équipage est malade.
number          | La part a monté de quatre {pour cent→points}.
date            | Le bac a coulé {lundi→mardi} près du quai.
date            | Le barrage date de {1961→1916}.
date            | L'audience aura lieu le 4 {juin→juillet}.
hedge           | {Tous les→Certains} employés connaissaient le plan.
hedge           | Cela coûte {→presque }un tiers du budget.
hedge           | L'usine embauchera {→jusqu'à }900 personnes.
hedge           | L'usine embauchera {environ→jusqu'à} 900 personnes.
hedge           | Le pont {sera→pourrait être} fermé.
hedge           | La vanne a {→apparemment }cédé à l'aube.
negation        | Le pont {est→n'est pas} fermé.
negation        | Le maire {a→n'a jamais} signé l'ordre.
negation        | La pompe marchait {avec→sans} courant.
negation        | Il y avait {un→aucun} plan pour le tunnel.
quote           | « Nous avons {fermé→vérifié} les vannes », a dit Marc Delmas.
quote           | Le conseil a salué la {réforme→« réforme »}.
quote           | Le conseil a salué la {réforme→“réforme”}.
attribution     | L'entreprise {dit→prétend} que la porte était close.
attribution     | Le ministre a {déclaré→admis} que le chiffre était vieux.
attribution     | Le syndicat {affirme→dément} que les salaires ont baissé.
name            | La lettre est signée par Anne {Lorrain→Lorain}.
name            | Le train est parti de {Vannes→Rennes} à midi.
title           | {La→L'ancienne} ministre Anne Lorrain a parlé.
title           | Le {directeur→président} du groupe a parlé.
other           | Il a {démissionné→été limogé} le mois suivant.
other           | Trois personnes ont été {blessées→tuées}.
other           | Le conseil a {approuvé→rejeté} le plan.
other           | Le match a été {reporté→annulé} après la pluie.
other           | Le chauffeur a été {condamné→relaxé}.
other           | Les prix ont {augmenté→baissé} au printemps.
other           | L'équipe a {gagné→perdu} la finale.
style           | {« Non », dit-elle.→“Non”, dit-elle.}
style           | Le groupe {des États-Unis→américain} a payé.
style           | Le plan {-→–} un vieux plan {-→–} dort.
style           | L'usine de l{'→’}île brûle.
style           | Les prix ont monté de quatre {pour cent→%}.
style           | Elle est venue avec {cinq→5} chiens.
style           | Elle est venue avec {12→douze} chiens.
style           | La {clé→clef} est perdue.
style           | C'est un {événement→évènement} rare.
style           | Le bac portait {1640→1 640} personnes.
style           | Le bac portait {11 200→11 200} personnes.
style           | Son {oeuvre→œuvre} est connue.
style           | {Environ→Quelque} 60 agents sont venus.
style           | {M→M.} Roy a quitté la salle.
style           | Le tunnel fait 30 {km→kilomètres} de long.
style           | Un {week-end→weekend} de fête suit.
reworded        | Le bac a {commencé→débuté} son trajet.
reworded        | La {grande→grosse} pompe a lâché.
number          | La police a saisi {1 200→12 000} cachets.
number          | Ils ont attendu {cinq→quinze} heures.
hedge           | Il {est→serait} le propriétaire.
negation        | {Aucune→Une} des pompes n'a tenu.
name            | Le bateau était à {Brest→Nantes}.
other           | Elle a {acheté→vendu} le moulin.
style           | Il est venu avec {trente-cinq→35} hommes.
style           | Il est venu avec {quatre-vingt-douze→92} hommes.
style           | Il est venu avec {vingt et un→21} hommes.
style           | Les chiffres sont {ci-dessous→ci dessous}.
attribution     | Le porte-parole {de l'entreprise→du syndicat} a dit non.
";

const ES: &str = r#"
other           | El viernes lo dijeron {ellos→ellas}.
number          | El daño llega a {27→2,7} millones de euros.
number          | El terreno mide {3,2→32} hectáreas.
number          | El préstamo era de dos {mil millones→millones} de euros.
number          | El club tiene {12→21} socios.
number          | El club tiene {doce→veintiún} socios.
number          | El barco llevaba {1.640→1.460} personas.
number          | El muro mide nueve {metros→centímetros} de alto.
number          | Cuesta 40 {euros→dólares} en la tienda.
number          | Cuesta 40 {pesos→dólares} en la tienda.
number          | La obra duró siete {semanas→meses}.
number          | La suma se {duplicó→triplicó} en un año.
number          | Un {tercio→cuarto} de la tripulación enfermó.
date            | El barco se hundió el {lunes→martes} en el muelle.
date            | La presa es de {1961→1916}.
date            | La vista será el 4 de {junio→julio}.
hedge           | {Todos los→Algunos} empleados conocían el plan.
hedge           | Cuesta {→casi }un tercio del presupuesto.
hedge           | La planta contratará {→hasta }900 personas.
hedge           | La planta contratará {unas→hasta} 900 personas.
hedge           | El puente {será→podría ser} cerrado.
hedge           | El {→presunto }autor huyó a pie.
negation        | La presa {→no }es segura.
negation        | El alcalde {siempre→nunca} firmó la orden.
negation        | La bomba funcionaba {con→sin} corriente.
quote           | «Hemos {cerrado→revisado} las compuertas», dijo Marco Ruiz.
quote           | El consejo alabó la {reforma→«reforma»}.
quote           | El consejo alabó la {reforma→"reforma"}.
attribution     | La empresa {dijo→negó} que la puerta estuviera cerrada.
attribution     | El ministro {dijo→admitió} que el dato era viejo.
attribution     | El sindicato {dijo→denunció} que los sueldos bajaron.
name            | La carta la firma Ana {Lozano→Lozada}.
name            | El tren salió de {Toro→Moro} al mediodía.
title           | La {→ex }ministra Ana Lozano habló.
title           | El {director→presidente} del grupo habló.
other           | Él {dimitió→fue destituido} al mes siguiente.
other           | Tres personas resultaron {heridas→muertas}.
other           | El consejo {aprobó→rechazó} el plan.
other           | El partido fue {aplazado→cancelado} por la lluvia.
other           | El conductor fue {condenado→absuelto}.
other           | Los precios {subieron→bajaron} en primavera.
other           | El equipo {ganó→perdió} la final.
style           | {«No», dijo ella.→“No”, dijo ella.}
style           | El grupo {estadounidense→norteamericano} pagó.
style           | El grupo de {EE.UU.→Estados Unidos} pagó.
style           | El plan {-→—}uno viejo{-→—} duerme.
style           | Los precios subieron un cuatro {por ciento→%}.
style           | Vino con sus {cinco→5} perros.
style           | Vino con sus {12→doce} perros.
style           | {Sólo→Solo} queda una bomba.
style           | Fue un {período→periodo} de calma.
style           | El barco llevaba {1640→1.640} personas.
style           | El barco llevaba {11 200→11 200} personas.
style           | {Unas→Cerca de} 60 personas vinieron.
style           | El {Sr→Sr.} Ruiz salió de la sala.
style           | El túnel mide 30 {km→kilómetros}.
style           | La vista será en {septiembre→setiembre}.
reworded        | El barco {empezó→comenzó} a inclinarse.
reworded        | La {gran→enorme} bomba falló primero.
number          | La policía incautó {1.200→12.000} pastillas.
number          | Esperaron {cinco→quince} horas.
hedge           | Él {es→sería} el dueño.
negation        | {Ninguna→Una} de las bombas resistió.
name            | El barco estaba en {Cádiz→Vigo}.
other           | Ella {compró→vendió} el molino.
style           | Vino con {treinta y cinco→35} hombres.
style           | Vino con {veintiún→21} hombres.
style           | Costó {450 mil→450.000} euros.
attribution     | La {policía→fiscalía} dijo que la puerta estaba cerrada.
"#;

const IT: &str = r#"
other           | Venerdì ha parlato {lui→lei}.
number          | Il danno arriva a {27→2,7} milioni di euro.
number          | Il terreno misura {3,2→32} ettari.
number          | Il prestito era di due {miliardi→milioni} di euro.
number          | Il circolo ha {12→21} soci.
number          | Il circolo ha {dodici→ventuno} soci.
number          | Il traghetto portava {1.640→1.460} persone.
number          | Il muro è alto nove {metri→centimetri}.
number          | Costa 40 {euro→dollari} in negozio.
number          | I lavori durarono sette {settimane→mesi}.
number          | La somma è {raddoppiata→triplicata} in un anno.
number          | Un {terzo→quarto} dell'equipaggio era malato.
date            | Il traghetto è affondato {lunedì→martedì} al molo.
date            | La diga è del {1961→1916}.
date            | L'udienza sarà il 4 {giugno→luglio}.
hedge           | {Tutti i→Alcuni} dipendenti conoscevano il piano.
hedge           | Costa {→quasi }un terzo del bilancio.
hedge           | Lo stabilimento assumerà {→fino a }900 persone.
hedge           | Lo stabilimento assumerà {circa→fino a} 900 persone.
hedge           | Il ponte {sarà→potrebbe essere} chiuso.
hedge           | Il {→presunto }autore è fuggito a piedi.
negation        | La diga {→non }è sicura.
negation        | Il sindaco {ha→non ha mai} firmato l'ordine.
negation        | La pompa andava {con→senza} corrente.
negation        | C'era {un→nessun} piano per il tunnel.
quote           | «Abbiamo {chiuso→controllato} le paratoie», ha detto Marco Dellai.
quote           | Il consiglio ha lodato la {riforma→«riforma»}.
quote           | Il consiglio ha lodato la {riforma→"riforma"}.
attribution     | L'azienda {ha detto→ha ammesso} che la porta era chiusa.
attribution     | L'azienda {dice→sostiene} che la porta era chiusa.
attribution     | Il ministro ha {dichiarato→smentito} che il dato fosse vecchio.
name            | La lettera è firmata da Anna {Lorenzi→Lorenzini}.
name            | Il treno è partito da {Trento→Trieste} a mezzogiorno.
title           | {La→L'ex} ministra Anna Lorenzi ha parlato.
title           | Il {direttore→presidente} del gruppo ha parlato.
other           | Si è {dimesso→visto licenziare} il mese dopo.
other           | È stato {promosso→licenziato} il mese dopo.
other           | Tre persone sono rimaste {ferite→uccise}.
other           | Il consiglio ha {approvato→respinto} il piano.
other           | La partita è stata {rinviata→annullata} per pioggia.
other           | L'autista è stato {condannato→assolto}.
other           | I prezzi sono {saliti→scesi} in primavera.
other           | La squadra ha {vinto→perso} la finale.
style           | {«No», disse lei.→“No”, disse lei.}
style           | Il gruppo {statunitense→americano} ha pagato.
style           | Il piano {-→–} uno vecchio {-→–} dorme.
style           | I prezzi sono saliti del quattro {per cento→%}.
style           | È venuta con {cinque→5} cani.
style           | È venuta con {12→dodici} cani.
style           | Non si sa {perchè→perché} sia successo.
style           | Il traghetto portava {1640→1.640} persone.
style           | Il traghetto portava {11 200→11 200} persone.
style           | L{'→’}autore è fuggito.
style           | Sono arrivati {e→ed} altri li seguono.
style           | {Circa→Intorno a} 60 persone sono venute.
style           | Il {sig→sig.} Rossi è uscito.
style           | La galleria è lunga 30 {km→chilometri}.
style           | Manca un {obbiettivo→obiettivo} chiaro.
reworded        | Il traghetto ha {cominciato→iniziato} a inclinarsi.
reworded        | La {grande→grossa} pompa si è fermata.
number          | La polizia ha sequestrato {1.200→12.000} pastiglie.
number          | Hanno atteso {cinque→quindici} ore.
hedge           | Lui {è→sarebbe} il proprietario.
negation        | {Nessuna→Una} delle pompe ha retto.
name            | La nave era a {Genova→Savona}.
other           | Lei ha {comprato→venduto} il mulino.
quote           | Il sindaco ha parlato di {«errore»→errore}.
style           | È venuto con {trentacinque→35} uomini.
style           | Costa {450 mila→450.000} euro.
style           | La {Provincia→provincia} tace.
attribution     | Il portavoce {dell'azienda→del sindacato} ha detto no.
"#;

const NL: &str = r#"
other           | Vrijdag sprak {hij→zij} met de raad.
number          | De schade bedraagt {27→2,7} miljoen euro.
number          | Het terrein meet {3,2→32} hectare.
number          | De lening was twee {miljard→miljoen} euro.
number          | De club heeft {12→21} leden.
number          | De club heeft {twaalf→eenentwintig} leden.
number          | De veerboot had {1.640→1.460} mensen aan boord.
number          | De muur is negen {meter→centimeter} hoog.
number          | Het kost 40 {euro→dollar} in de winkel.
number          | De bouw duurde zeven {weken→maanden}.
number          | Het bedrag is {verdubbeld→verdrievoudigd}.
number          | Een {derde→kwart} van de bemanning was ziek.
date            | De veerboot zonk {maandag→dinsdag} bij de kade.
date            | De dam is van {1961→1916}.
date            | De zitting is op 4 {juni→juli}.
hedge           | {Alle→Sommige} medewerkers kenden het plan.
hedge           | Het kost {→bijna }een derde van de begroting.
hedge           | De fabriek neemt {→tot }900 mensen aan.
hedge           | De fabriek neemt {ongeveer→maximaal} 900 mensen aan.
hedge           | De brug {wordt→zou worden} gesloten.
hedge           | De {→vermoedelijke }dader vluchtte te voet.
negation        | De dam is {→niet }veilig.
negation        | Er was {een→geen} plan voor de tunnel.
negation        | De pomp liep {met→zonder} stroom.
negation        | De poorten waren {altijd→nooit} dicht.
quote           | "We hebben de poorten {gesloten→gecontroleerd}", zei Joris Dekker.
quote           | Het bestuur prees de {hervorming→"hervorming"}.
quote           | Het bestuur prees de {hervorming→‘hervorming’}.
attribution     | Het bedrijf {zei→beweerde} dat de poort dicht was.
attribution     | De minister {zei→gaf toe} dat het cijfer oud was.
attribution     | De vakbond {zei→ontkende} dat er geld was.
name            | De brief is van Anna {Lorentz→Lorenz}.
name            | De trein vertrok uit {Hoorn→Doorn} om twaalf uur.
title           | {→Voormalig }minister Anna Lorentz sprak eerst.
title           | De {directeur→voorzitter} van de stichting sprak eerst.
other           | Hij is {afgetreden→ontslagen}.
other           | Hij {trad af→werd ontslagen}.
other           | Drie mensen raakten {gewond→gedood}.
other           | De raad heeft het plan {goedgekeurd→afgewezen}.
other           | De wedstrijd is {uitgesteld→afgelast}.
other           | De chauffeur is {veroordeeld→vrijgesproken}.
other           | De prijzen zijn {gestegen→gedaald}.
other           | Het team heeft de finale {gewonnen→verloren}.
style           | {"Nee", zei ze.→‘Nee’, zei ze.}
style           | {"Nee", zei ze.→“Nee”, zei ze.}
style           | Het {Amerikaanse→Amerikaans} concern betaalde.
style           | Het plan {-→–} een oud plan {-→–} ligt stil.
style           | De prijzen stegen met vier {procent→%}.
style           | Ze kwam met {vijf→5} honden.
style           | Ze kwam met {12→twaalf} honden.
style           | De {coordinatie→coördinatie} faalde.
style           | De veerboot had {1640→1.640} mensen aan boord.
style           | De veerboot had {11 200→11 200} mensen aan boord.
style           | {'s→’s} Ochtends was het koud.
style           | {Ongeveer→Circa} 60 agenten kwamen.
style           | De {noord-zuidlijn→noordzuidlijn} ligt stil.
style           | De tunnel is 30 {km→kilometer} lang.
style           | {Mr→Mr.} De Vries verliet de zaal.
reworded        | De veerboot {begon→ging} te kantelen.
reworded        | De {grote→forse} pomp viel uit.
number          | De politie vond {1.200→12.000} pillen.
number          | Ze wachtten {vijf→vijftien} uur.
hedge           | Hij {is→zou} de eigenaar zijn.
negation        | {Geen→Een} van de pompen hield het.
name            | Het schip lag in {Hoorn→Edam}.
other           | Zij heeft de molen {gekocht→verkocht}.
quote           | ‘We hebben de poort {gesloten→gecontroleerd}’, zei Dekker.
style           | Hij kwam met {vijfendertig→35} man.
style           | Het kost {tweehonderd→200} euro.
reworded        | {Dhr.→De heer} De Vries vertrok.
style           | Ik sprak {dhr.→de heer} Vos.
attribution     | De {politie→vakbond} zei dat de poort dicht was.
"#;

const PT: &str = r#"
other           | Na sexta-feira falou {ele→ela}.
number          | O prejuízo chega a {27→2,7} milhões de euros.
number          | O terreno mede {3,2→32} hectares.
number          | O empréstimo era de dois {bilhões→milhões} de reais.
number          | O empréstimo era de dois {mil milhões→milhões} de euros.
number          | O clube tem {12→21} sócios.
number          | O clube tem {doze→vinte e um} sócios.
number          | A balsa levava {1.640→1.460} pessoas.
number          | O muro tem nove {metros→centímetros} de altura.
number          | Custa 40 {reais→dólares} na loja.
number          | A obra durou sete {semanas→meses}.
number          | A soma {dobrou→triplicou} em um ano.
number          | Um {terço→quarto} da tripulação adoeceu.
date            | A balsa afundou na {segunda-feira→terça-feira} no cais.
date            | A barragem é de {1961→1916}.
date            | A audiência será em 4 de {junho→julho}.
hedge           | {Todos os→Alguns} funcionários conheciam o plano.
hedge           | Custa {→quase }um terço do orçamento.
hedge           | A fábrica contratará {→até }900 pessoas.
hedge           | A fábrica contratará {cerca de→até} 900 pessoas.
hedge           | A ponte {será→poderia ser} fechada.
hedge           | O {→suposto }autor fugiu a pé.
negation        | A barragem {→não }é segura.
negation        | O prefeito {sempre→nunca} assinou a ordem.
negation        | A bomba funcionava {com→sem} energia.
negation        | Havia {um→nenhum} plano para o túnel.
quote           | "{Fechamos→Verificamos} as comportas", disse Marco Delgado.
quote           | O conselho elogiou a {reforma→"reforma"}.
quote           | O conselho elogiou a {reforma→«reforma»}.
attribution     | A empresa {disse→alegou} que a porta estava fechada.
attribution     | O ministro {disse→admitiu} que o dado era velho.
attribution     | O sindicato {disse→negou} que os salários caíram.
name            | A carta é assinada por Ana {Lourenço→Loureiro}.
name            | O trem saiu de {Tomar→Pomar} ao meio-dia.
title           | A {→ex-}ministra Ana Lourenço falou.
title           | O {diretor→presidente} do grupo falou.
other           | Ele {renunciou→foi demitido} no mês seguinte.
other           | Três pessoas ficaram {feridas→mortas}.
other           | O conselho {aprovou→rejeitou} o plano.
other           | A partida foi {adiada→cancelada} pela chuva.
other           | O motorista foi {condenado→absolvido}.
other           | Os preços {subiram→caíram} na primavera.
other           | A equipe {venceu→perdeu} a final.
style           | {"Não", disse ela.→“Não”, disse ela.}
style           | {«Não», disse ela.→“Não”, disse ela.}
style           | O grupo {americano→norte-americano} pagou.
style           | O plano {-→–} um velho {-→–} dorme.
style           | Os preços subiram quatro {por cento→%}.
style           | Ela veio com {cinco→5} cães.
style           | Ela veio com {12→doze} cães.
style           | Foi um {facto→fato} raro.
style           | A {acção→ação} continua.
style           | A balsa levava {1640→1.640} pessoas.
style           | A balsa levava {11 200→11 200} pessoas.
style           | {Cerca de→Aproximadamente} 60 pessoas vieram.
style           | O {Sr→Sr.} Costa saiu da sala.
style           | O túnel tem 30 {km→quilômetros}.
style           | O {contacto→contato} foi breve.
reworded        | A balsa {começou→passou} a inclinar.
reworded        | A {grande→enorme} bomba falhou.
number          | A polícia apreendeu {1.200→12.000} comprimidos.
number          | Esperaram {cinco→quinze} horas.
hedge           | Ele {é→seria} o dono.
negation        | {Nenhuma→Uma} das bombas resistiu.
name            | O navio estava em {Santos→Recife}.
other           | Ela {comprou→vendeu} o moinho.
style           | Veio com {trinta e cinco→35} homens.
style           | Custou {450 mil→450.000} euros.
style           | O prejuízo foi de R$ 2 {bilhões→bi}.
negation        | O diretor {→nunca }se pronunciou ontem.
attribution     | A {polícia→empresa} disse que a porta estava fechada.
other           | O diretor {demitiu-se→foi demitido} ontem.
"#;

const JA: &str = r"
number          | 被害額は{27→2.7}億円に上る。
number          | 敷地は{3.2→32}ヘクタールだ。
number          | 融資は2{億→万}円だった。
number          | 会員は{12→21}人だ。
number          | 会員は{十二→二十一}人だ。
number          | 乗客は{1640→1460}人だった。
number          | 壁の高さは9{メートル→センチ}だ。
number          | 店では40{円→ドル}だった。
number          | 工事は7{週間→カ月}かかった。
date            | 船は{月→火}曜日に沈んだ。
date            | ダムは{1961→1916}年に完成した。
date            | 審理は{6月→7月}4日に開かれる。
hedge           | {全→一部の}社員が計画を知っていた。
hedge           | 予算の{→ほぼ}3分の1を占めた。
hedge           | 工場は{→最大}900人を雇う。
hedge           | 橋は{閉鎖される→閉鎖される可能性がある}。
negation        | ダムは{安全だ→安全ではない}。
negation        | 市長は命令に署名{した→しなかった}。
quote           | 局長は「水門を{閉じた→調べた}」と述べた。
quote           | 理事会は{改革→「改革」}を評価した。
attribution     | 会社は門が閉まっていたと{述べた→主張した}。
attribution     | 大臣は数字が古いと{説明した→認めた}。
name            | 手紙は{久保田→窪田}隆氏が書いた。
title           | {→前}市長の久保田隆氏が話した。
title           | {社長→会長}が最初に話した。
other           | 社長は翌月に{辞任→解任}した。
other           | 3人が{負傷→死亡}した。
other           | 男は{逮捕→起訴}された。
other           | 男に{有罪→無罪}判決が出た。
other           | 試合は{延期→中止}になった。
other           | 議会は計画を{可決→否決}した。
other           | 価格は{上昇→下落}した。
style           | 会員は{12→１２}人だ。
style           | けが人は{三→3}人だ。
style           | 価格は4{パーセント→%}上がった。
style           | 価格は4{％→%}上がった。
style           | {サーバ→サーバー}が止まった。
style           | {「→『}水門は安全だ{」→』}と書かれた紙が残る。
style           | 価格は上がり{、→，}需要は減った。
style           | 乗客は{1640→1,640}人だった。
style           | {約→およそ}60人が来た。
style           | 乗客は{1万2000→1万2千}人だった。
reworded        | 大{きな→型の}ポンプが止まった。
number          | 警察は{1200→12000}錠を押収した。
number          | {五→十五}時間待った。
hedge           | 男が{所有者だ→所有者とみられる}。
negation        | ポンプは{動いた→動かなかった}。
other           | 会社は土地を{購入→売却}した。
name            | 手紙は{田中→中田}さんが書いた。
style           | 死者は{二十一→21}人だ。
style           | {子供→子ども}が遊んでいた。
attribution     | {警察→住民}は門が閉まっていたと述べた。
";

const ZH: &str = r"
number          | 损失达{27→2.7}亿元。
number          | 场地面积为{3.2→32}公顷。
number          | 贷款为2{亿→万}元。
number          | 俱乐部有{12→21}名会员。
number          | 俱乐部有{十二→二十一}名会员。
number          | 渡轮载有{1640→1460}人。
number          | 墙高9{米→厘米}。
number          | 店里卖40{元→美元}。
number          | 工程用了7{周→个月}。
date            | 渡轮于{周一→周二}沉没。
date            | 大坝建于{1961→1916}年。
date            | 听证会定于{6月→7月}4日。
hedge           | {全部→部分}员工知道该计划。
hedge           | 花费{→近}三分之一的预算。
hedge           | 工厂将雇用{→最多}900人。
hedge           | 大桥{将→可能}关闭。
negation        | 大坝{→不}安全。
negation        | 市长{→没有}签署命令。
quote           | “我们已{关闭→检查}闸门，”局长说。
quote           | 理事会赞扬了{改革→“改革”}。
quote           | 理事会赞扬了{改革→「改革」}。
attribution     | 公司{表示→声称}大门已关闭。
attribution     | 部长{表示→承认}数字过时。
name            | 信由{李建国→李建民}签署。
title           | {→前}市长李建国首先发言。
title           | {经理→董事长}首先发言。
other           | 他于次月{辞职→被免职}。
other           | 三人{受伤→死亡}。
other           | 他被{逮捕→起诉}。
other           | 法院判他{有罪→无罪}。
other           | 比赛{推迟→取消}。
other           | 议会{通过→否决}了该计划。
other           | 价格{上涨→下跌}。
style           | 俱乐部有{12→１２}名会员。
style           | {三→3}人受伤。
style           | 价格上涨{百分之四→4%}。
style           | 价格上涨4{％→%}。
style           | {“→「}大门已关，{”→」}局长说。
style           | 渡轮载有{1640→1,640}人。
style           | {约→大约}60人到场。
style           | 损失达2万元{，→,}已经确认。
style           | 这是{其它→其他}问题。
reworded        | {大型→巨型}水泵停了。
number          | 警方查获{1200→12000}片药。
number          | 他们等了{五→十五}小时。
hedge           | 他{是→可能是}业主。
negation        | 水泵{坏了→没坏}。
other           | 公司{买入→卖出}了土地。
name            | 记者{王丽→王莉}报道。
style           | 死者为{二十一→21}人。
style           | 他{作出→做出}了决定。
attribution     | {警方→居民}说大门已关。
";

/// What one line of a table asks.
struct Row {
    language: &'static str,
    line: &'static str,
    asked: &'static str,
    texts: Sides<String>,
}

/// Reads all lines of all tables.
fn rows() -> Vec<Row> {
    let lines = |(language, table): (&'static str, &'static str)| {
        table.lines().filter(|line| !line.is_empty()).map(move |line| row(language, line))
    };
    TABLES.into_iter().flat_map(lines).collect()
}

fn row(language: &'static str, line: &'static str) -> Row {
    let (asked, sentence) = line.split_once('|').expect("a name and a sentence");
    let mut texts = Sides::new(String::new(), String::new());
    let mut rest = sentence.trim();
    while let Some((kept, edit)) = rest.split_once('{') {
        let (edit, behind) = edit.split_once('}').expect("an edit ends");
        let (before, after) = edit.split_once('→').unwrap_or((edit, ""));
        texts.before.extend([kept, before]);
        texts.after.extend([kept, after]);
        rest = behind;
    }
    texts.before.push_str(rest);
    texts.after.push_str(rest);
    Row { language, line, asked: asked.trim(), texts }
}

/// The changes between two one-paragraph bodies; a sentence around them keeps the edited one from standing alone.
fn changes(row: &Row) -> Vec<Change> {
    let at: Moment = "2031-02-18T08:05:00-05:00".parse().expect("a time");
    let snapshot = |text: &String| Snapshot {
        fields: Fields { headline: "Dam".into(), ..Fields::default() },
        body: Body::from_paragraphs([text]),
        notes: Vec::new(),
        urls: Vec::new(),
        language: Some(row.language.to_owned()),
        times: Times { at, seen: at, published: None, modified: None },
    };
    let snapshots = row.texts.as_ref().map(snapshot);
    compare(snapshots.as_ref()).changes
}

/// Says what is wrong with a row, if anything is.
fn fault(row: &Row) -> Option<String> {
    let found = changes(row);
    let worst = found.iter().map(|change| change.severity).max()?;
    let told = || found.iter().map(|change| format!("{:?} {:?}", change.severity, change.facets)).collect::<Vec<_>>();
    let right = match row.asked {
        "style" => worst == Severity::Cosmetic,
        "reworded" => worst != Severity::Substantive,
        "other" => worst == Severity::Substantive,
        facets => found.iter().any(|change| {
            let has = |name: &str| change.facets.iter().any(|facet| facet_name(*facet) == name);
            change.severity == Severity::Substantive && facets.split(' ').all(has)
        }),
    };
    (!right).then(|| format!("{} {} -> {}", row.language, row.line, told().join("; ")))
}

fn facet_name(facet: Facet) -> String {
    format!("{facet:?}").to_lowercase()
}

#[test]
fn every_small_edit_is_called_what_it_is() {
    let rows = rows();
    assert!(rows.len() >= 250, "{} rows", rows.len());
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in &rows {
        let fault = fault(row);
        let count = counts.entry(row.language).or_default();
        count.0 += usize::from(fault.is_none());
        count.1 += 1;
        faults.extend(fault);
    }
    assert!(faults.is_empty(), "right of all by language: {counts:?}\n{}", faults.join("\n"));
}

#[test]
fn what_says_something_else_is_never_cosmetic() {
    for row in rows().iter().filter(|row| !matches!(row.asked, "style" | "reworded")) {
        let found = changes(row);
        assert!(!found.is_empty(), "no change is seen: {}", row.line);
        let worst = found.iter().map(|change| change.severity).max();
        assert_ne!(worst, Some(Severity::Cosmetic), "{}: {found:#?}", row.line);
    }
}
