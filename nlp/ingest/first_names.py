"""Common first names in Germany, enough to tell a column of persons from one of bodies; no one in particular."""

from __future__ import annotations

_LISTED = (
    "Achim Alexander Alexandra Ali Amina Andrea Andreas Angela Angelika Anja Anke Anna Anne Annette Antje Anton Astrid "
    "Axel Ayse Barbara Beate Ben Benjamin Bernd Bernhard Bettina Birgit Björn Brigitte Britta Carina Carla Carolin "
    "Carsten Charlotte Christa Christian Christina Christine Christoph Claudia Clara Cornelia Dagmar Daniel Daniela "
    "David Denise Dennis Detlef Diana Dieter Dirk Dominik Doris Elena Elias Elisabeth Elke Ella Emil Emilia Emma Erika "
    "Erik Ernst Eva Fabian Fatima Felix Finn Florian Frank Franz Franziska Frieda Friedrich Gabriele Georg Gerda Gerd "
    "Gerhard Gisela Greta Günter Günther Hanna Hannah Hannelore Hans Harald Hassan Heidi Heike Heinz Helga Helmut "
    "Henning Henry Herbert Hermann Holger Horst Ida Ilse Ina Ines Inge Ingo Ingrid Irene Iris Jan Jana Janine Jens "
    "Jessica Joachim Johann Johanna Johannes Jonas Jörg Jörn Josef Judith Julia Julian Jürgen Jutta Kai Karin Karl "
    "Karla Karsten Katharina Kathrin Katja Katrin Kerstin Kevin Kim Klara Klaus Konrad Kristin Kurt Lara Lars Laura "
    "Lea Lena Leni Leo Leon Leonie Lina Lisa Louis Luca Lukas Luisa Maik Manfred Manuela Marc Marcel Marco Maren "
    "Margarete Maria Marie Mario Marion Markus Marlene Martha Martin Martina Mathilda Matthias Max Maximilian Mehmet "
    "Melanie Mia Michael Michaela Mike Mila Mohamed Mohammed Monika Moritz Nadine Natalie Nele Nico Nicole Nina Noah "
    "Norbert Ole Olaf Oliver Olga Oskar Otto Patricia Patrick Paul Paula Peter Petra Philipp Pia Rainer Ralf Ramona "
    "Rebecca Regina Reinhard Renate Richard Rita Robert Roland Rolf Rosa Rudolf Sabine Sabrina Samuel Sandra Sarah "
    "Saskia Sebastian Silke Silvia Simon Simone Sofia Sonja Sophia Sophie Stefan Stefanie Steffen Stephan Susanne Sven "
    "Svenja Sylvia Tanja Thea Theo Theresa Thomas Thorsten Tim Timo Tobias Tom Torsten Udo Ulrich Ulrike Ursula Ute "
    "Uwe Vanessa Vera Verena Victoria Volker Walter Werner Wilhelm Wolfgang Yusuf Yvonne Zeynep"
)
FIRST_NAMES = frozenset(_LISTED.split())
